"""Addresses of reports."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.reports import dialogs, files, listing, page

app_name = "reports"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", page.new, name="new"),
    path("view/", page.view, name="view"),
    path("view/file/", files.download, name="file"),
    path("ready/<slug:key>/", page.ready, name="ready"),
    path("keeping/", dialogs.keep, name="keep"),
    path("runs/", page.runs, name="runs"),
    path(f"runs/{_ONE}", page.run, name="run"),
    path(f"runs/{_ONE}file/", files.download_run, name="run_file"),
    path(_ONE, page.saved, name="report"),
    path(f"{_ONE}editing/", dialogs.edit, name="edit"),
    path(f"{_ONE}deletion/", dialogs.deletion, name="deletion"),
    path(f"{_ONE}schedule/", dialogs.schedule, name="schedule"),
]
