from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "negoce.parameters"
    label = "parameters"
