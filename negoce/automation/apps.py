from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "negoce.automation"
    label = "automation"
