"""Addresses of offers by segment, among the settings."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.playbooks import offer_page, offers

app_name = "segment_offers"
urlpatterns = [
    path("", offers.listing, name="list"),
    path("new/", offers.new, name="new"),
    path("<public_id:public_id>/", offer_page.page, name="offer"),
    path("<public_id:public_id>/launch/", offer_page.launch, name="launch"),
    path("<public_id:public_id>/change/", offers.change, name="change"),
    path("<public_id:public_id>/removal/", offers.removal, name="removal"),
]
