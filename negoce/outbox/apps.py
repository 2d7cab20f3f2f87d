from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "negoce.outbox"
    label = "outbox"
