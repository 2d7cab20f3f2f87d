from django.apps import AppConfig


class LoyaltyConfig(AppConfig):
    name = "negoce.loyalty"
    label = "loyalty"
