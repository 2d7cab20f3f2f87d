"""The address `/`, and the line of progress that every page may show."""

from django.urls import path

from negoce.web.home import home, preparing

app_name = "home"
urlpatterns = [
    path("", home.home, name="home"),
    path("preparing/", preparing.detail, name="preparing"),
    path("preparing/resumption/", preparing.resumption, name="preparing_resumption"),
]
