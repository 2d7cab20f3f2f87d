from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "negoce.jobs"
    label = "jobs"
