from django.apps import AppConfig


class ProspectingConfig(AppConfig):
    name = "negoce.prospecting"
    label = "prospecting"
