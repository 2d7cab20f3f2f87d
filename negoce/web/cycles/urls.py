"""Addresses of sales cycles."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.cycles import dialogs, page

app_name = "cycles"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", page.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path(_ONE, dialogs.change, name="cycle"),
    path(f"{_ONE}steps/<slug:key>/", dialogs.step, name="step"),
    path(f"{_ONE}removal/", page.removal, name="removal"),
]
