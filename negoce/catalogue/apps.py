from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "negoce.catalogue"
    label = "catalogue"
