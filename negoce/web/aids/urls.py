"""Addresses of sales aids."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.aids import dialogs, file, handing, listing, page, stock

app_name = "aids"
_ONE = "<public_id:public_id>/"
_HANDOUT = f"{_ONE}handouts/<public_id:handout_id>/"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path(_ONE, page.page, name="aid"),
    path(f"{_ONE}change/", dialogs.change, name="change"),
    path(f"{_ONE}removal/", dialogs.removal, name="removal"),
    path(f"{_ONE}file/", file.file, name="file"),
    path(f"{_ONE}receipts/new/", stock.receipt, name="receipt"),
    path(f"{_ONE}counts/new/", stock.count, name="count"),
    path(f"{_ONE}transfers/new/", stock.transfer, name="transfer"),
    path(f"{_ONE}handouts/new/", handing.new, name="hand_out"),
    path(f"{_HANDOUT}return/", handing.back, name="back"),
    path(f"{_HANDOUT}due/", handing.due, name="due"),
    path(f"{_HANDOUT}removal/", handing.removal, name="handout_removal"),
]
