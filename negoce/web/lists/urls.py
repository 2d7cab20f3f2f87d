"""Addresses of the lists and of the parts of their screen."""

from django.urls import path

from negoce.web.lists import screen


app_name = "lists"
_PART = "lists/<slug:key>/"
urlpatterns = [
    path("companies/", screen.show, {"key": "companies"}, name="companies"),
    path("contacts/", screen.show, {"key": "contacts"}, name="contacts"),
    path("activities/", screen.show, {"key": "activities"}, name="activities"),
    path(f"{_PART}rows/", screen.show, name="rows"),
    path(f"{_PART}footer/", screen.footer, name="footer"),
    path(f"{_PART}tabs/", screen.tab_counts, name="tabs"),
]
