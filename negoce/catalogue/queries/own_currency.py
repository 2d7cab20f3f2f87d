"""Which sales are in the currency of the house: others are sales too, but their amounts add up to nothing."""

from __future__ import annotations

from django.db.models import Q

CURRENCY = "EUR"
OWN = ("", CURRENCY)


def own_currency(prefix: str = "") -> Q:
    """The condition on sales, or on rows that lead to one by `prefix`; one that names no currency is in ours."""
    return Q(**{f"{prefix}currency__in": OWN})
