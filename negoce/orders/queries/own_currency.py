"""Which orders are in the currency of the house: others are orders too, but their amounts add up to nothing."""

from __future__ import annotations

from django.db.models import Q

CURRENCY = "EUR"


def own_currency(prefix: str = "") -> Q:
    """The condition on orders, or on rows that lead to one by `prefix`; an order that names no currency is in ours."""
    return Q(**{f"{prefix}currency__in": ("", CURRENCY)})
