"""Addresses of the influence map, under the deal it belongs to."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.influence import attitudes, body, comparison, edges, people, sheet

app_name = "influence"
_MAP = "<public_id:public_id>/influence/"
_PERSON = f"{_MAP}<public_id:person_id>/"
urlpatterns = [
    path(f"{_MAP}body/", body.body, name="body"),
    path(f"{_MAP}sheet/", sheet.sheet, name="sheet"),
    path(f"{_MAP}new/", people.new, name="new"),
    path(f"{_MAP}comparison/", comparison.comparison, name="comparison"),
    path(f"{_MAP}filling/", people.filling, name="filling"),
    path(_PERSON, people.person, name="person"),
    path(f"{_PERSON}place/", people.place, name="place"),
    path(f"{_PERSON}removal/", people.removal, name="removal"),
    path(f"{_PERSON}attitude/", attitudes.attitude, name="attitude"),
    path(f"{_PERSON}attitude/<int:noted_id>/removal/", attitudes.removal, name="attitude_removal"),
    path(f"{_PERSON}sways/", edges.edge, name="edge"),
]
