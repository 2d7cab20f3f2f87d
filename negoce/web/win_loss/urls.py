"""Addresses of the deals won and lost, below `/deals/`."""

from django.urls import path

from negoce.web.win_loss import file, page

app_name = "win_loss"
urlpatterns = [
    path("wins-and-losses/", page.page, name="page"),
    path("wins-and-losses/file/", file.download, name="file"),
]
