from django.apps import AppConfig


class NegotiationConfig(AppConfig):
    name = "negoce.negotiation"
    label = "negotiation"
