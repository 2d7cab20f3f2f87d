"""Addresses of companies."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.companies import addresses, creation, declared, deletion, field_edit, field_help, page
from negoce.web.custom import field_edit as custom_edit

app_name = "companies"
_RECORD = "<public_id:public_id>/"
urlpatterns = [
    path("new/", creation.create, name="create"),
    path("new/similar/", creation.similar, name="similar"),
    path("competitors/", declared.competitors, name="competitors"),
    path("towns/", field_help.towns, name="towns"),
    path("check/<slug:name>/", field_help.check, name="check"),
    path(_RECORD, page.record, name="record"),
    path(f"{_RECORD}panels/<slug:key>/", page.panel, name="panel"),
    path(f"{_RECORD}journal/", page.journal, name="journal"),
    path(f"{_RECORD}fields/<slug:name>/", field_edit.field, name="field"),
    path(f"{_RECORD}fields/<slug:name>/suggestions/", field_help.suggestions, name="suggestions"),
    path(f"{_RECORD}custom/<slug:key>/", custom_edit.company, name="custom"),
    path(f"{_RECORD}addresses/new/", addresses.new, name="address_new"),
    path(f"{_RECORD}addresses/<public_id:address_id>/", addresses.edit, name="address"),
    path(f"{_RECORD}addresses/<public_id:address_id>/deletion/", addresses.deletion, name="address_deletion"),
    path(f"{_RECORD}declared/new/<slug:kind>/", declared.new, name="declared_new"),
    path(f"{_RECORD}declared/<public_id:fact_id>/removal/", declared.removal, name="declared_removal"),
    path(f"{_RECORD}deletion/", deletion.deletion, name="deletion"),
    path(f"{_RECORD}restoration/", deletion.restoration, name="restoration"),
]
