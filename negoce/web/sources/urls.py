"""Addresses of files and their licences."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.sources import dialogs, pages

app_name = "sources"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path("<public_id:public_id>/", pages.page, name="source"),
    path("<public_id:public_id>/change/", dialogs.change, name="change"),
    path("<public_id:public_id>/removal/", dialogs.removal, name="removal"),
    path("<public_id:public_id>/end/", dialogs.end, name="end"),
]
