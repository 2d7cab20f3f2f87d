"""Addresses of fairs. The worker's scope is this very folder: it never sees another page."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.fair import entry, fairs, visitors, worker

app_name = "fair"
urlpatterns = [
    path("", entry.page, name="entry"),
    path("ticket/", entry.ticket, name="ticket"),
    path("entries/", entry.entries, name="entries"),
    path("worker.js", worker.script, name="worker"),
    path("fairs/", fairs.listing, name="list"),
    path("fairs/new/", fairs.new, name="new"),
    path("fairs/<public_id:public_id>/", visitors.page, name="fair"),
    path("fairs/<public_id:public_id>/change/", fairs.change, name="change"),
]
