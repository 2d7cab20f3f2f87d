from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "negoce.web"
    label = "web"
