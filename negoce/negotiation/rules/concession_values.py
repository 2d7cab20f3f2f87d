"""Reads what is typed of a concession. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from negoce.companies.rules.value_cleaning import clean_amount, clean_line
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, CleanedDeal

TEXT_MAX = 200


def clean_concession(given: Mapping[str, object], mark: DecimalMark = ",") -> CleanedDeal:
    """Read `given`, `cost`, `asked`, `value`, `is_quoted`.

    Refusals: ``concession.given_needed``, ``concession.cost_needed``, those of texts and amounts.
    """
    what = clean_line(given.get("given"), TEXT_MAX)
    if what.finding is None and not what.value:
        what = Parsed(None, Finding("concession.given_needed"))
    cost = clean_amount(given.get("cost"), AMOUNT_MAX, mark)
    if cost.finding is None and cost.value is None:
        cost = Parsed(None, Finding("concession.cost_needed"))
    parts: Mapping[str, Parsed[str] | Parsed[Decimal]] = {
        "given": what,
        "cost": cost,
        "asked": clean_line(given.get("asked"), TEXT_MAX),
        "value": clean_amount(given.get("value"), AMOUNT_MAX, mark),
    }
    values: dict[str, object] = {name: each.value for name, each in parts.items() if each.finding is None}
    errors = {name: each.finding for name, each in parts.items() if each.finding is not None}
    return CleanedDeal({**values, "is_quoted": bool(given.get("is_quoted"))}, errors)
