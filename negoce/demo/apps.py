from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "negoce.demo"
    label = "demo"
