from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "negoce.ui"
    label = "ui"
