"""Addresses of tours."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.visits import arranging, dialogs, files, listing, map_page, new, tour

app_name = "visits"
_ONE = "<public_id:public_id>/"
_STOP = f"{_ONE}stops/<public_id:stop_id>/"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", new.new, name="new"),
    path("choice/", new.choice, name="choice"),
    path("map/", map_page.page, name="map"),
    path("settings/", dialogs.terms, name="terms"),
    path("hours/<public_id:company_id>/", dialogs.hours, name="hours"),
    path(_ONE, tour.page, name="tour"),
    path(f"{_ONE}solving/", arranging.solving, name="solving"),
    path(f"{_ONE}days/<str:day>/order/", arranging.order, name="order"),
    path(f"{_STOP}day/", arranging.day, name="stop_day"),
    path(f"{_STOP}hour/", dialogs.stop_hour, name="stop_hour"),
    path(f"{_STOP}dropping/", arranging.dropping, name="stop_drop"),
    path(f"{_STOP}message/", files.message, name="stop_message"),
    path(f"{_ONE}calendar/", arranging.calendar, name="calendar"),
    path(f"{_ONE}calendar/removal/", arranging.calendar_removal, name="calendar_removal"),
    path(f"{_ONE}calendar.ics", files.ics, name="ics"),
    path(f"{_ONE}sheet.pdf", files.sheet, name="sheet"),
    path(f"{_ONE}deletion/", arranging.deletion, name="deletion"),
]
