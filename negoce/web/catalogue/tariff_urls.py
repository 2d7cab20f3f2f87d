"""Addresses of what one customer pays."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.catalogue import agreed_prices, price_question

app_name = "tariffs"
_TARIFF = "<public_id:public_id>/tariff/"
urlpatterns = [
    path(f"{_TARIFF}price/", price_question.price, name="price"),
    path(f"{_TARIFF}new/", agreed_prices.create, name="create"),
    path(f"{_TARIFF}<public_id:price_id>/", agreed_prices.agreed, name="agreed"),
    path(f"{_TARIFF}<public_id:price_id>/end/", agreed_prices.end, name="end"),
]
