"""Addresses: each sub-package of the shells owns its own."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
