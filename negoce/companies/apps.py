from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "negoce.companies"
    label = "companies"
