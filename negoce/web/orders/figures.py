"""Quantities, prices and margins as the pages of orders and products write them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from negoce.kit.money import format_decimal, format_money, format_percent

_PRICE_DECIMALS = 4


def language() -> str:
    """The reader's language as the kit names it."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


def quantity_words(quantity: Decimal) -> str:
    """A quantity without useless zeros: « 1 200 », « 2,5 »."""
    return format_decimal(quantity, language(), _decimals(quantity, 3))


def price_words(price: Decimal, currency: str) -> str:
    """A unit price to the cent; beyond, only where it has more: « 0,0375 € »."""
    decimals = _decimals(price, _PRICE_DECIMALS)
    if decimals <= 2:
        return format_money(price, language(), currency)
    cents = format_money(price, language(), currency)
    rounded, exact = format_decimal(price, language(), 2), format_decimal(price, language(), decimals)
    return cents.replace(rounded, exact)


def margin_words(net: Decimal, cost: Decimal | None, currency: str) -> str:
    """« 120,00 € · 24,0 % »; empty when the cost is not known."""
    if cost is None:
        return ""
    amount = format_money(net - cost, language(), currency)
    return f"{amount} · {format_percent((net - cost) / net, language(), 1)}" if net > 0 else amount


def _decimals(value: Decimal, most: int) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(most, max(0, -exponent)) if isinstance(exponent, int) else 0
