"""Addresses of the objectives of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.objectives import dialogs, page

app_name = "objectives"
_DEAL = "deals/<public_id:public_id>/objectives/"
_OBJECTIVE = f"{_DEAL}<public_id:objective_id>/"
urlpatterns = [
    path("objectives/", page.page, name="page"),
    path(f"{_DEAL}new/", dialogs.new, name="new"),
    path(f"{_OBJECTIVE}change/", dialogs.change, name="change"),
    path(f"{_OBJECTIVE}review/", dialogs.review, name="review"),
    path(f"{_OBJECTIVE}removal/", dialogs.removal, name="removal"),
]
