from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "negoce.identity"
    label = "identity"
