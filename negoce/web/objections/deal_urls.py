"""Addresses of the objections of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.objections import expected, heard

app_name = "deal_objections"
_HEARD = "<public_id:public_id>/objections/<public_id:heard_id>/"
urlpatterns = [
    path("<public_id:public_id>/objections/new/", heard.new, name="new"),
    path("<public_id:public_id>/objections/expected/", expected.expected, name="expected"),
    path(_HEARD, heard.change, name="heard"),
    path(f"{_HEARD}outcome/", heard.outcome, name="outcome"),
    path(f"{_HEARD}removal/", heard.removal, name="removal"),
]
