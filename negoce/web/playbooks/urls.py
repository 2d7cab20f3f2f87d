"""Addresses of playbooks, among the settings."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.playbooks import dialogs, pages, preview

app_name = "playbooks"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path(_ONE, pages.playbook, name="playbook"),
    path(f"{_ONE}change/", dialogs.change, name="change"),
    path(f"{_ONE}preview/", preview.show, name="preview"),
    path(f"{_ONE}switch/", pages.switch, name="switch"),
    path(f"{_ONE}steps/new/", dialogs.step_new, name="step_new"),
    path(f"{_ONE}steps/<public_id:step_id>/", dialogs.step, name="step"),
    path(f"{_ONE}steps/<public_id:step_id>/removal/", dialogs.step_removal, name="step_removal"),
]
