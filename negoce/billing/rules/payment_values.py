"""Cleans and checks what is typed of a payment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from negoce.billing.enums import PaymentMethod
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, text_of
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark, parse_decimal

FIELDS = ("received_on", "amount", "method", "reference")
HIGHEST = Decimal(10) ** 12
_CENT = Decimal("0.01")
# A transfer announced for the next days may be typed ahead; a year ahead is a slip of the finger.
_AHEAD = timedelta(days=7)


def clean_payment(
    values: Mapping[str, object], *, today: date, mark: DecimalMark = ","
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """Return the cleaned values of a payment, and the findings by field that refuse one.

    An amount below zero is money paid back. More than two decimals are refused: nothing is rounded away.
    """
    cleaned: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name, (value, finding) in {
        "received_on": _day(values.get("received_on"), today),
        "amount": clean_money(values.get("amount"), mark),
        "method": _method(values.get("method")),
        "reference": _line(values.get("reference")),
    }.items():
        if finding is not None:
            errors[name] = finding
        else:
            cleaned[name] = value
    return cleaned, errors


def clean_money(raw: object, mark: DecimalMark = ",") -> tuple[Decimal | None, Finding | None]:
    """An amount that is not zero, to the cent; None with a finding when it is none."""
    if isinstance(raw, Decimal):
        amount: Decimal | None = raw
    else:
        parsed = parse_decimal(text_of(raw), mark)
        if parsed.finding is not None:
            return None, parsed.finding
        amount = parsed.value
    if amount is None:
        return None, Finding("text.required")
    if amount == 0:
        return None, Finding("payment.amount_zero")
    if amount != amount.quantize(_CENT):
        return None, Finding("payment.decimals", "error", {"text": text_of(raw)[:40]})
    if abs(amount) > HIGHEST:
        return None, Finding("number.too_large", "error", {"text": text_of(raw)[:40], "max": HIGHEST})
    return amount.quantize(_CENT), None


def _day(raw: object, today: date) -> tuple[date | None, Finding | None]:
    if isinstance(raw, date):
        day = raw
    else:
        parsed = parse_day(text_of(raw), today, forward=False)
        if parsed.finding is not None:
            return None, parsed.finding
        if parsed.value is None:
            return None, Finding("text.required")
        day = parsed.value
    if day > today + _AHEAD:
        return None, Finding("payment.day_to_come", "error", {"day": day})
    return day, None


def _method(raw: object) -> tuple[str | None, Finding | None]:
    chosen = clean_choice(raw, PaymentMethod)
    if chosen.finding is not None:
        return None, chosen.finding
    return (chosen.value, None) if chosen.value else (None, Finding("text.required"))


def _line(raw: object) -> tuple[str | None, Finding | None]:
    line = clean_line(raw, 140)
    return line.value, line.finding
