"""Figures as a page writes them, in the language of its reader; a dash for what is not known."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.kit.money import (
    MINUS,
    format_decimal,
    format_money,
    format_money_compact,
    format_money_round,
    format_percent,
)
from negoce.ui.words.say import reader_language

NOTHING = "—"


def money(amount: Decimal | None) -> str:
    """« 64 820 € »."""
    return NOTHING if amount is None else format_money_round(amount, reader_language())


def cents(amount: Decimal | None) -> str:
    """« 64 820,50 € »."""
    return NOTHING if amount is None else format_money(amount, reader_language())


def short_money(amount: Decimal | None, *, signed: bool = False) -> str:
    """« 112 k€ », with its sign when asked."""
    if amount is None:
        return NOTHING
    written = format_money_compact(amount, reader_language())
    return f"+{written}" if signed and amount > 0 else written


def percent(points: Decimal | None, decimals: int = 1) -> str:
    """Percent points as « 11,8 % »."""
    return NOTHING if points is None else format_percent(points / 100, reader_language(), decimals)


def share(rate: Decimal | None, decimals: int = 0, *, nothing: str = NOTHING) -> str:
    """A share of 1 as « 12 % »."""
    return nothing if rate is None else format_percent(rate, reader_language(), decimals)


def points(change: Decimal) -> str:
    """« −1,2 pt »."""
    sign = "+" if change > 0 else (MINUS if change < 0 else "")
    written = format_decimal(abs(change), reader_language(), 1)
    return _("%(sign)s%(points)s pt") % {"sign": sign, "points": written}


def number(value: Decimal | int | None, decimals: int = 0, *, nothing: str = NOTHING) -> str:
    """A number of things, or an amount without its symbol."""
    return nothing if value is None else format_decimal(value, reader_language(), decimals)


def change(now: int, before: int) -> str:
    """« +4 », « −2 », « = »."""
    if now == before:
        return "="
    sign = "+" if now > before else MINUS
    return f"{sign}{number(abs(now - before))}"
