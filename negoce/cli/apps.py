from django.apps import AppConfig


class CommandLineConfig(AppConfig):
    name = "negoce.cli"
    label = "cli"
