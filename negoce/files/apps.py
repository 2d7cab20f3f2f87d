from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "negoce.files"
    label = "files"
