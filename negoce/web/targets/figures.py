"""Amounts of targets as the grid writes them, and how a month is called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from negoce.kit.dates import format_month
from negoce.kit.money import format_decimal, format_percent


def language() -> str:
    """The reader's language as the kit names it."""
    return (get_language() or "fr")[:2]


def whole(amount: Decimal | None) -> str:
    """An amount to the euro, without its symbol; nothing for none."""
    return "" if amount is None else format_decimal(amount, language())


def percent(rate: Decimal | None) -> str:
    """A share; nothing when it is not known."""
    return "" if rate is None else format_percent(rate, language())


def month_name(month: date, *, with_year: bool = False) -> str:
    """« janv. », or « janv. 2026 »."""
    words = format_month(month, language())
    return words if with_year else words.rsplit(" ", 1)[0]
