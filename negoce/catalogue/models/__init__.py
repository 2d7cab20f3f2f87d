"""The tables of the catalogue."""

from negoce.catalogue.models.price_list import NegotiatedPrice, PriceList, PriceListItem
from negoce.catalogue.models.product import Product, ProductFamily

__all__ = ["NegotiatedPrice", "PriceList", "PriceListItem", "Product", "ProductFamily"]
