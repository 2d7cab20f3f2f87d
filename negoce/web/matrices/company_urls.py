"""Addresses of the notes of a company."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.matrices import notes

app_name = "company_targets"
urlpatterns = [
    path("<public_id:public_id>/target/<public_id:criterion>/", notes.note, name="note"),
]
