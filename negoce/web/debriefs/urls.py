"""Addresses of the reviews of meetings."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.debriefs import file, page, record, writing

app_name = "debriefs"
_ONE = "debriefs/<public_id:public_id>/"
urlpatterns = [
    path("activities/<public_id:public_id>/debrief/", writing.writing, name="writing"),
    path("debriefs/", page.page, name="page"),
    path("debriefs/file/", file.download, name="file"),
    path(_ONE, record.record, name="record"),
    path(f"{_ONE}feedback/", record.feedback, name="feedback"),
    path(f"{_ONE}reading/", record.reading, name="reading"),
    path(f"{_ONE}deletion/", writing.deletion, name="deletion"),
]
