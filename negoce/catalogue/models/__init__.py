"""The tables of the catalogue."""

from negoce.catalogue.models.price_list import NegotiatedPrice, PriceList, PriceListItem
from negoce.catalogue.models.product import Product, ProductFamily
from negoce.catalogue.models.terms_of_sale import TermsOfSale, TermsReceipt

__all__ = [
    "NegotiatedPrice",
    "PriceList",
    "PriceListItem",
    "Product",
    "ProductFamily",
    "TermsOfSale",
    "TermsReceipt",
]
