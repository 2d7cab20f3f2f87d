"""Amounts of targets as the grid writes them, and how a month is called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.kit.dates import format_month
from negoce.ui.words.figures import number, share
from negoce.ui.words.say import reader_language

language = reader_language


def whole(amount: Decimal | None) -> str:
    """An amount to the euro, without its symbol; nothing for none."""
    return number(amount, nothing="")


def percent(rate: Decimal | None) -> str:
    """A share; nothing when it is not known."""
    return share(rate, nothing="")


def month_name(month: date, *, with_year: bool = False) -> str:
    """« janv. », or « janv. 2026 »."""
    words = format_month(month, language())
    return words if with_year else words.rsplit(" ", 1)[0]
