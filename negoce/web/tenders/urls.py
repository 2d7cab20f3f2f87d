"""Addresses of the tender of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.tenders import dialogs

app_name = "tenders"
urlpatterns = [
    path("deals/<public_id:public_id>/tender/change/", dialogs.change, name="change"),
    path("deals/<public_id:public_id>/tender/removal/", dialogs.removal, name="removal"),
]
