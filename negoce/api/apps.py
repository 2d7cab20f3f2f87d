from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "negoce.api"
    label = "api"
