"""Addresses of the bargaining of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.bargaining import approval, concessions, dialogs, plan

app_name = "bargaining"
_DEAL = "<public_id:public_id>/bargaining/"
_CONCESSION = f"{_DEAL}concessions/<public_id:concession_id>/"
urlpatterns = [
    path(_DEAL, dialogs.room, name="room"),
    path(f"{_DEAL}preview/", dialogs.preview, name="preview"),
    path(f"{_DEAL}plan/", plan.plan, name="plan"),
    path(f"{_DEAL}plan/preview/", plan.preview, name="plan_preview"),
    path(f"{_DEAL}concessions/new/", concessions.new, name="concession_new"),
    path(f"{_DEAL}concessions/preview/", concessions.preview, name="concession_preview"),
    path(f"{_DEAL}approval/", approval.ask, name="approval"),
    path(f"{_DEAL}approval/answer/", approval.answer, name="approval_answer"),
    path(_CONCESSION, concessions.change, name="concession"),
    path(f"{_CONCESSION}state/", concessions.state, name="concession_state"),
    path(f"{_CONCESSION}removal/", concessions.removal, name="concession_removal"),
]
