"""Addresses of the year-end rebates of a company."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.rebates import dialogs

app_name = "rebates"
_REBATES = "<public_id:public_id>/rebates/"
urlpatterns = [
    path(f"{_REBATES}new/", dialogs.new, name="new"),
    path(f"{_REBATES}<public_id:rebate_id>/", dialogs.change, name="change"),
    path(f"{_REBATES}<public_id:rebate_id>/closing/", dialogs.closing, name="closing"),
    path(f"{_REBATES}<public_id:rebate_id>/settlement/", dialogs.settlement, name="settlement"),
]
