"""The address `/`."""

from django.urls import path

from negoce.web.home import home

app_name = "home"
urlpatterns = [path("", home.home, name="home")]
