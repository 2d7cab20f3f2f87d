"""Addresses of the library of arguments."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.arguments import dialogs, listing

app_name = "arguments"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path("<public_id:public_id>/", dialogs.change, name="change"),
    path("<public_id:public_id>/removal/", dialogs.removal, name="removal"),
]
