"""Addresses of terms of sale."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.terms import sending, versions

app_name = "terms"
urlpatterns = [
    path("settings/terms/", versions.versions, name="versions"),
    path("settings/terms/<public_id:public_id>/", versions.version, name="version"),
    path("settings/terms/<public_id:public_id>/deletion/", versions.deletion, name="version_deletion"),
    path("terms/<public_id:public_id>.pdf", versions.file, name="version_file"),
    path("companies/<public_id:public_id>/terms/", sending.send, name="send"),
    path("companies/<public_id:public_id>/terms/handed/", sending.handed, name="handed"),
]
