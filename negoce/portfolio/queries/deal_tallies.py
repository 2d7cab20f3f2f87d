"""Deals won and lost counted by the database, by whatever they are grouped by."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.portfolio.rules.reasons import Tally

Tallies = Mapping[Any, Tally]


def tallies(deals: QuerySet[Deal], *by: str | Combinable) -> Tallies:
    """One query; by the value of what they are grouped by, or by all of them; other currencies count for nothing."""
    groups = {f"group{place}": F(each) if isinstance(each, str) else each for place, each in enumerate(by)}
    rows = (
        deals.order_by()
        .values("state", **groups)
        .annotate(number=Count("*"), whole=Sum("amount", filter=Q(currency=CURRENCY)))
        .values_list("state", "number", "whole", *groups)
    )
    found: dict[Any, Tally] = {}
    for state, number, whole, *keys in rows:
        key = keys[0] if len(keys) == 1 else tuple(keys)
        one = tally_of(state, number, whole)
        found[key] = found[key] + one if key in found else one
    return found


def tally_of(state: str, number: int, whole: Decimal | float | None) -> Tally:
    """So many deals of a state; amounts in cents, whatever the database adds up in."""
    amount = Decimal(str(whole or 0)).quantize(Decimal("0.01"))
    if state == DealState.WON.value:
        return Tally(won=number, won_amount=amount)
    return Tally(lost=number, lost_amount=amount)


def by_part(groups: Mapping[tuple[str, str], Tally], place: int) -> Mapping[str, Tally]:
    """Groups of two keys put together by one of them."""
    found: dict[str, Tally] = {}
    for key, each in groups.items():
        found[key[place]] = found.get(key[place], Tally()) + each
    return found


def all_of(groups: Tallies) -> Tally:
    """All groups together."""
    return sum(groups.values(), Tally())
