from django.urls import path

from negoce.web.shell.manifest import manifest

app_name = "shell"
urlpatterns = [path("manifest.webmanifest", manifest, name="manifest")]
