"""The tables of the catalogue."""

from negoce.catalogue.models.product import Product, ProductFamily

__all__ = ["Product", "ProductFamily"]
