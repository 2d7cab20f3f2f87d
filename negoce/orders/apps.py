from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "negoce.orders"
    label = "orders"
