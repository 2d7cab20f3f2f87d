"""Addresses of the notes of a company, and of the reasons it told."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.matrices import notes, told

app_name = "company_targets"
urlpatterns = [
    path("<public_id:public_id>/target/<public_id:criterion>/", notes.note, name="note"),
    path("<public_id:public_id>/reasons/<slug:side>/", told.new, name="reason_new"),
    path("<public_id:public_id>/reasons/<public_id:reason_id>/removal/", told.removal, name="reason_removal"),
]
