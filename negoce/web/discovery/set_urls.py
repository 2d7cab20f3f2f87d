"""Addresses of a house’s own sets of questions."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.discovery import set_dialogs, sets

app_name = "discovery_sets"
_ONE = "sets/<public_id:public_id>/"
urlpatterns = [
    path("sets/", sets.listing, name="list"),
    path("sets/new/", set_dialogs.new, name="new"),
    path(_ONE, sets.page, name="set"),
    path(f"{_ONE}change/", set_dialogs.change, name="change"),
    path(f"{_ONE}deletion/", set_dialogs.deletion, name="deletion"),
    path(f"{_ONE}questions/new/", set_dialogs.question_new, name="question_new"),
    path(f"{_ONE}questions/<slug:key>/", set_dialogs.question, name="question"),
    path(f"{_ONE}questions/<slug:key>/removal/", set_dialogs.removal, name="removal"),
    path(f"{_ONE}questions/<slug:key>/move/", set_dialogs.move, name="move"),
]
