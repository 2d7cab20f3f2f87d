"""The closed lists of the catalogue; anyone may import them."""

from enum import StrEnum


class ProductKind(StrEnum):
    """Goods are delivered, services performed: invoices must say which (R-C11)."""

    GOODS = "goods"
    SERVICE = "service"
