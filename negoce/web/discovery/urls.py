"""Addresses of discovery interviews, each under its deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.discovery import answers, dialogs, interview, lines

app_name = "discovery"
_INTERVIEW = "<public_id:public_id>/discovery/<public_id:interview_id>/"
urlpatterns = [
    path("<public_id:public_id>/discovery/new/", dialogs.new, name="new"),
    path(_INTERVIEW, interview.page, name="interview"),
    path(f"{_INTERVIEW}answers/<slug:question>/", answers.answer, name="answer"),
    path(f"{_INTERVIEW}answers/<slug:question>/line/", lines.line, name="line"),
    path(f"{_INTERVIEW}deletion/", dialogs.deletion, name="deletion"),
]
