"""Addresses of the library of objections."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.objections import answers, dialogs, listing

app_name = "objections"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", dialogs.new, name="new"),
    path("<public_id:public_id>/", dialogs.change, name="change"),
    path("<public_id:public_id>/removal/", dialogs.removal, name="removal"),
    path("<public_id:public_id>/answers/new/", answers.new, name="answer_new"),
    path("<public_id:public_id>/answers/<public_id:answer_id>/", answers.change, name="answer"),
    path(
        "<public_id:public_id>/answers/<public_id:answer_id>/removal/", answers.removal, name="answer_removal"
    ),
]
