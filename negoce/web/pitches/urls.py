"""Addresses of the library of pitches."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.pitches import dialogs, listing

app_name = "pitches"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path("<public_id:public_id>/", dialogs.change, name="change"),
    path("<public_id:public_id>/removal/", dialogs.removal, name="removal"),
]
