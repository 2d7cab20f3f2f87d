from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "negoce.portfolio"
    label = "portfolio"
