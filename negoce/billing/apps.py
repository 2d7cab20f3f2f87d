from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "negoce.billing"
    label = "billing"
