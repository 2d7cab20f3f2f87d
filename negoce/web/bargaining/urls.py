"""Addresses of the bargaining of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.bargaining import dialogs

app_name = "bargaining"
_DEAL = "<public_id:public_id>/bargaining/"
urlpatterns = [
    path(_DEAL, dialogs.room, name="room"),
    path(f"{_DEAL}preview/", dialogs.preview, name="preview"),
]
