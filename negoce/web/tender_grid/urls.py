"""Addresses of the lots of a tender and of the comparison of its offers."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.tender_grid import dialogs, lots, page, simulation

app_name = "tender_grid"
_TENDER = "tenders/<public_id:public_id>/"
_PRICES = f"{_TENDER}prices/"
_OFFER = f"{_PRICES}offers/<public_id:offer_id>/"
_LOT = f"{_TENDER}lots/<public_id:lot_id>/"
urlpatterns = [
    path(_PRICES, page.page, name="page"),
    path(f"{_PRICES}parts/<slug:key>/", page.part, name="part"),
    path(f"{_PRICES}price/", page.price, name="price"),
    path(f"{_PRICES}criteria/", dialogs.criteria, name="criteria"),
    path(f"{_PRICES}simulation/", simulation.change, name="simulation"),
    path(f"{_PRICES}scale/", dialogs.scale, name="scale"),
    path(f"{_PRICES}offers/new/", dialogs.offer_new, name="offer_new"),
    path(_OFFER, dialogs.offer, name="offer"),
    path(f"{_OFFER}removal/", dialogs.offer_removal, name="offer_removal"),
    path(f"{_TENDER}lots/new/", lots.new, name="lot_new"),
    path(_LOT, lots.change, name="lot"),
    path(f"{_LOT}removal/", lots.removal, name="lot_removal"),
]
