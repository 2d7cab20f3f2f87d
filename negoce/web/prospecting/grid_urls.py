"""Addresses of the grids of qualification, among the settings."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.prospecting import grids

app_name = "grids"
urlpatterns = [
    path("", grids.listing, name="list"),
    path("new/", grids.new, name="new"),
    path("<public_id:public_id>/", grids.change, name="change"),
    path("<public_id:public_id>/offer/", grids.offering, name="offering"),
]
