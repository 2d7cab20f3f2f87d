"""Addresses of activities."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.activities import (
    agenda,
    creation,
    field_edit,
    help,
    observations,
    people,
    record,
    report,
    steps,
    thread,
)

app_name = "activities"
_RECORD = "<public_id:public_id>/"
urlpatterns = [
    path("new/", creation.create, name="create"),
    path("new/choices/", creation.choices, name="choices"),
    path("new/companies/", help.companies, name="companies"),
    path("new/who/", help.who, name="who"),
    path("new/when/", help.when, name="when"),
    path("new/part/", help.part, name="part"),
    path("today/", agenda.today, name="today"),
    path("thread/<str:kind>/<public_id:public_id>/", thread.thread, name="thread"),
    path(_RECORD, record.record, name="record"),
    path(f"{_RECORD}fields/<slug:name>/", field_edit.field, name="field"),
    path(f"{_RECORD}report/", report.report, name="report"),
    path(f"{_RECORD}people/", people.people, name="people"),
    path(f"{_RECORD}observations/<public_id:contact_id>/", observations.observations, name="observations"),
    path(f"{_RECORD}done/", steps.done, name="done"),
    path(f"{_RECORD}outcome/", steps.outcome, name="outcome"),
    path(f"{_RECORD}reopening/", steps.reopening, name="reopening"),
    path(f"{_RECORD}postponement/", steps.postponement, name="postponement"),
    path(f"{_RECORD}pinning/", steps.pinning, name="pinning"),
    path(f"{_RECORD}cancellation/", steps.cancellation, name="cancellation"),
    path(f"{_RECORD}deletion/", steps.deletion, name="deletion"),
    path(f"{_RECORD}restoration/", steps.restoration, name="restoration"),
]
