"""Addresses by which readers say stop."""

from django.urls import path

from negoce.web.public_unsubscribe import page

app_name = "unsubscribe"
urlpatterns = [
    path("<str:token>/", page.stop, name="stop"),
    path("<str:token>/undo/", page.undo, name="undo"),
    path("<str:token>/logo/", page.logo, name="logo"),
    path("<str:token>/colours.css", page.colours, name="colours"),
]
