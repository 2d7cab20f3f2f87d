"""Addresses of tenders; the list itself is `/tenders/`, of web/lists."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.tenders import alarms, deal_ties, dialogs, go, page, questions, result

app_name = "tenders"
_TENDER = "tenders/<public_id:public_id>/"
urlpatterns = [
    path("deals/<public_id:public_id>/tender/", dialogs.for_deal, name="for_deal"),
    path("tenders/new/", dialogs.create, name="create"),
    path(_TENDER, page.tender, name="tender"),
    path(f"{_TENDER}sections/<slug:key>/", page.section, name="section"),
    path(f"{_TENDER}change/", dialogs.change, name="change"),
    path(f"{_TENDER}days/", dialogs.days, name="days"),
    path(f"{_TENDER}stage/", page.stage, name="stage"),
    path(f"{_TENDER}deal/", deal_ties.link, name="link"),
    path(f"{_TENDER}deal/opening/", deal_ties.opening, name="opening"),
    path(f"{_TENDER}go/", go.decide, name="go"),
    path(f"{_TENDER}alarms/", alarms.alarms, name="alarms"),
    path(f"{_TENDER}questions/new/", questions.question, name="question_new"),
    path(f"{_TENDER}questions/<public_id:question_id>/", questions.question, name="question"),
    path(f"{_TENDER}questions/<public_id:question_id>/removal/", questions.removal, name="question_removal"),
    path(f"{_TENDER}result/", result.result, name="result"),
    path(f"{_TENDER}reopening/", result.reopening, name="reopening"),
    path(f"{_TENDER}deletion/", page.deletion, name="deletion"),
]
