"""Products, price lists and agreed prices, in the order in which the reference shows them."""

from __future__ import annotations

from negoce.api.catalogue.prices import ENDPOINTS as PRICES
from negoce.api.catalogue.products import ENDPOINTS as PRODUCTS

ENDPOINTS = (*PRODUCTS, *PRICES)
