"""Addresses of deals; the list itself is `/deals/`, of web/lists."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.deals import (
    activities,
    bin,
    board,
    calendar,
    calendar_move,
    creation,
    deal,
    deletion,
    field_edit,
    forecast,
    learned,
    outcome,
    people,
    step,
    winning,
)

app_name = "deals"
_DEAL = "<public_id:public_id>/"
urlpatterns = [
    path("new/", creation.create, name="create"),
    path("board/", board.board, name="board"),
    path("board/<slug:key>/", board.lane, name="lane"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("forecast/learned/", learned.learned, name="learned"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/actions/<public_id:activity_id>/", calendar_move.action, name="action_day"),
    path("bin/", bin.listing, name="bin"),
    path(_DEAL, deal.deal, name="deal"),
    path(f"{_DEAL}panels/<slug:key>/", deal.panel, name="panel"),
    path(f"{_DEAL}fields/<str:name>/", field_edit.field, name="field"),
    path(f"{_DEAL}step/", step.step, name="step"),
    path(f"{_DEAL}closing/", forecast.closing, name="closing"),
    path(f"{_DEAL}day/", calendar_move.conclusion, name="conclusion_day"),
    path(f"{_DEAL}outcome/", outcome.outcome, name="outcome"),
    path(f"{_DEAL}winning/", winning.winning, name="winning"),
    path(f"{_DEAL}reopening/", outcome.reopening, name="reopening"),
    path(f"{_DEAL}people/", people.people, name="people"),
    path(f"{_DEAL}people/<public_id:contact_id>/removal/", people.removal, name="person_removal"),
    path(f"{_DEAL}activities/", activities.activities, name="activities"),
    path(f"{_DEAL}deletion/", deletion.deletion, name="deletion"),
    path(f"{_DEAL}restoration/", deletion.restoration, name="restoration"),
]
