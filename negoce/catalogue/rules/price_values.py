"""Reads what people type for a price, a quantity, a discount or a day. Pure; refusals are codes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.kit.explain import Parsed, refuse
from negoce.kit.numbers import DecimalMark, parse_decimal, parse_percent
from negoce.kit.numbers import mark_of as mark_of

PRICE_DECIMALS, QUANTITY_DECIMALS, PERCENT_DECIMALS = 4, 3, 2
LARGEST = Decimal(10) ** 9


def read_price(text: object, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read a unit price in euros, from 0, with four decimals at most; empty is no price.

    Refusals: those of `parse_decimal`, ``number.negative``, ``number.too_large``, ``price.decimals``.
    """
    return _exact(_given(text), parse_decimal(_given(text), mark), PRICE_DECIMALS)


def read_quantity(text: object, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read a quantity above 0 with three decimals at most.

    Refusals: those of a price, ``price.no_quantity`` for 0.
    """
    found = _exact(_given(text), parse_decimal(_given(text), mark), QUANTITY_DECIMALS)
    return refuse("price.no_quantity") if found.value is not None and not found.value else found


def read_discount(text: object, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read percent points off, above 0 and up to 100, with two decimals at most.

    Refusals: those of `parse_percent`, ``price.discount_range``, ``price.decimals``.
    """
    given = _given(text)
    parsed = parse_percent(given, mark)
    if parsed.value is not None and not 0 < parsed.value <= 100:
        return refuse("price.discount_range", text=given[:30])
    return _exact(given, parsed, PERCENT_DECIMALS)


def read_day(text: object, today: date) -> Parsed[date]:
    """Read a day, empty for none; a date is taken as it is. Refusals: those of `parse_date`."""
    if isinstance(text, date):
        return Parsed(text)
    return parse_day(_given(text), today)


def _given(text: object) -> str:
    return "" if text is None else str(text).strip()


def _exact(given: str, parsed: Parsed[Decimal], decimals: int) -> Parsed[Decimal]:
    value = parsed.value
    if value is None:
        return parsed
    if value < 0:
        return refuse("number.negative", text=given[:30])
    if value >= LARGEST:
        return refuse("number.too_large", text=given[:30], max=LARGEST)
    exact = value.quantize(Decimal(1).scaleb(-decimals))
    return Parsed(exact) if exact == value else refuse("price.decimals", text=given[:30], max=decimals)
