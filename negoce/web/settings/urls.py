from django.urls import path

from negoce.web.settings import hub

app_name = "settings"
urlpatterns = [path("settings/", hub.hub, name="hub")]
