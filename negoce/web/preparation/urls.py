"""Addresses of the preparation of a meeting."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.preparation import dialogs, page

app_name = "preparation"
_DEAL = "<public_id:public_id>/preparation/"
urlpatterns = [
    path(_DEAL, page.page, name="page"),
    path(f"{_DEAL}sheet.pdf", page.pdf, name="pdf"),
    path(f"{_DEAL}writing/", dialogs.writing, name="writing"),
]
