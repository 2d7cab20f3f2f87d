"""Addresses of partnerships."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.partnerships import dialogs, objectives, page, sharing

app_name = "partnerships"
_ONE = "partnerships/<public_id:public_id>/"
urlpatterns = [
    path("partnerships/", page.listing, name="list"),
    path("partnerships/new/", dialogs.new, name="new"),
    path(_ONE, page.page, name="partnership"),
    path(f"{_ONE}change/", dialogs.change, name="change"),
    path(f"{_ONE}deletion/", dialogs.deletion, name="deletion"),
    path(f"{_ONE}objectives/new/", objectives.new, name="objective_new"),
    path(f"{_ONE}objectives/<public_id:objective_id>/", objectives.change, name="objective"),
    path(f"{_ONE}objectives/<public_id:objective_id>/removal/", objectives.removal, name="objective_removal"),
    path("deals/<public_id:public_id>/partner/", sharing.share, name="share"),
    path("deals/<public_id:public_id>/partner/removal/", sharing.unshare, name="unshare"),
]
