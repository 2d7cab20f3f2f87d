"""Addresses of how a deal ends."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.conclusion import evaluations, marks, recap, withdrawal

app_name = "conclusion"
_DEAL = "<public_id:public_id>/"
urlpatterns = [
    path(f"{_DEAL}withdrawal/", withdrawal.withdrawal, name="withdrawal"),
    path(f"{_DEAL}recap/", recap.recap, name="recap"),
    path(f"{_DEAL}conclusion/<slug:fact>/", marks.mark, name="mark"),
    path(f"{_DEAL}conclusion/<slug:fact>/removal/", marks.removal, name="mark_removal"),
    path(f"{_DEAL}evaluations/new/", evaluations.evaluation, name="evaluation"),
    path(
        f"{_DEAL}evaluations/<public_id:evaluation_id>/removal/",
        evaluations.removal,
        name="evaluation_removal",
    ),
]
