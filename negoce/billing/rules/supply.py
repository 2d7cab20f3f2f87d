"""What a line supplies, and how much of it has not left yet."""

from __future__ import annotations

from decimal import Decimal

from negoce.catalogue.enums import ProductKind

ZERO = Decimal(0)
# A line without a product is a service when it is sold by time or as a whole.
TIME_UNITS = frozenset({"MIN", "HUR", "DAY", "WEE", "MON", "ANN", "LS"})


def is_service(product_kind: str | None, unit: str) -> bool:
    """Say whether a line is performed rather than delivered; `product_kind` is None without a product."""
    if product_kind is not None:
        return product_kind == ProductKind.SERVICE.value
    return unit in TIME_UNITS


def left_to_invoice(
    quantity: Decimal, *, delivered: Decimal, invoiced: Decimal, given_up: bool = False
) -> Decimal:
    """Return what of an agreed quantity is still to be invoiced; below zero for a return.

    Where the rest was given up, no more than what was delivered.
    """
    if not given_up or quantity < 0:
        return quantity - invoiced
    return max(min(quantity, delivered) - invoiced, ZERO)


def not_left(quantity: Decimal, *, delivered: Decimal, invoiced: Decimal) -> Decimal:
    """Return what of `quantity`, invoiced now after `invoiced`, has not left; 0 for a return."""
    return min(quantity, max(invoiced + quantity - delivered, ZERO)) if quantity > 0 else ZERO
