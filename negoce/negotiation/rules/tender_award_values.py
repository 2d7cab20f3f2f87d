"""Reads what is typed of lots, criteria, offers and of the way a buyer notes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line, clean_whole, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark, parse_decimal
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, CleanedDeal
from negoce.negotiation.rules.tender_price_note import LEAST_SLOPE, USUAL_SLOPE, PriceMethod

NAME_MAX, NUMBER_MAX = 160, 999
HIGHEST_MAX, SLOPE_MAX, HUNDRED = Decimal(1000), Decimal(100), Decimal(100)
MOST_CRITERIA = 30
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TypedCriterion:
    """A line of the list of criteria; `key` is the public id of the one that it was, if any."""

    key: str
    name: str
    weight: Decimal
    is_part: bool = False
    is_price: bool = False


@dataclass(frozen=True, slots=True)
class TypedCriteria:
    """The criteria in order, and what is wrong by the number of the line, from 1; 0 for the whole list."""

    rows: Sequence[TypedCriterion]
    errors: Mapping[int, Finding] = field(hash=False)


def clean_lot(given: Mapping[str, object], mark: DecimalMark = ",") -> CleanedDeal:
    """Read `number`, `name`, `amount`, `is_answered`. Refusals: ``lot.number_needed``, ``lot.name_needed``,
    ``lot.amount_zero``."""
    number = clean_whole(given.get("number"), NUMBER_MAX, mark)
    if number.finding is None and not number.value:
        number = Parsed(None, Finding("lot.number_needed", "error", {"most": NUMBER_MAX}))
    amount = clean_amount(given.get("amount"), AMOUNT_MAX, mark)
    if amount.value is not None and amount.value <= 0:
        amount = Parsed(None, Finding("lot.amount_zero"))
    read: Mapping[str, Parsed[Any]] = {
        "number": number,
        "name": _needed(clean_line(given.get("name"), NAME_MAX), "lot.name_needed"),
        "amount": amount,
    }
    return _together(read, {"is_answered": bool(given.get("is_answered"))})


def clean_scale(given: Mapping[str, object], mark: DecimalMark = ",") -> CleanedDeal:
    """Read `method`, `highest`, `slope`. Refusals: ``award.method_needed``, ``award.highest_range``,
    ``price_note.slope``."""
    method = clean_choice(given.get("method"), PriceMethod)
    if method.finding is None and not method.value:
        method = Parsed(None, Finding("award.method_needed"))
    highest = _two_decimals(given.get("highest"), mark)
    if highest.finding is None and (highest.value is None or not 0 < highest.value <= HIGHEST_MAX):
        highest = Parsed(None, Finding("award.highest_range", "error", {"most": HIGHEST_MAX}))
    slope = _two_decimals(given.get("slope"), mark)
    if slope.finding is None and slope.value is None:
        slope = Parsed(USUAL_SLOPE)
    if slope.value is not None and not LEAST_SLOPE < slope.value <= SLOPE_MAX:
        slope = Parsed(None, Finding("price_note.slope", "error", {"n": slope.value}))
    return _together({"method": method, "highest": highest, "slope": slope})


def clean_offer(
    given: Mapping[str, object], *, highest: Decimal, criteria: Mapping[str, str], mark: DecimalMark = ","
) -> CleanedDeal:
    """Read `name`, `price`, and a note `note-<key>` for each of `criteria` (names by key).

    Refusals: ``award.offer_needed``, ``award.price_zero``, ``award.note_range``.
    """
    price = clean_amount(given.get("price"), AMOUNT_MAX, mark)
    if price.value is not None and price.value <= 0:
        price = Parsed(None, Finding("award.price_zero"))
    read: dict[str, Parsed[Any]] = {
        "name": _needed(clean_line(given.get("name"), NAME_MAX), "award.offer_needed"),
        "price": price,
    }
    for key, name in criteria.items():
        note = _two_decimals(given.get(f"note-{key}"), mark)
        if note.value is not None and not 0 <= note.value <= highest:
            figures = {"note": note.value, "highest": highest, "criterion": name}
            note = Parsed(None, Finding("award.note_range", "error", figures))
        read[f"note-{key}"] = note
    return _together(read)


def clean_cost(value: object, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read our cost excluding VAT; none where it is empty."""
    return clean_amount(value, AMOUNT_MAX, mark)


def clean_criteria(lines: Sequence[Mapping[str, object]], mark: DecimalMark = ",") -> TypedCriteria:
    """Read lines of `key`, `name`, `weight`, `is_part`, `is_price`; an empty line is none.

    A sum that is not 100 is no refusal: it is told beside the list, and nothing typed is lost. Refusals:
    ``award.criterion_needed``, ``award.weight_range``, ``award.part_of_nothing``, ``award.two_prices``,
    ``award.price_is_detailed``, ``award.too_many``.
    """
    rows: list[TypedCriterion] = []
    places: list[int] = []
    errors: dict[int, Finding] = {}
    for number, line in enumerate(lines, start=1):
        name = clean_line(line.get("name"), NAME_MAX)
        typed = text_of(line.get("weight")).strip()
        if not (name.value or name.finding or typed):
            continue
        weight = _two_decimals(line.get("weight"), mark)
        fault = name.finding or weight.finding
        if fault is None and not name.value:
            fault = Finding("award.criterion_needed")
        if fault is None and (weight.value is None or not 0 < weight.value <= HUNDRED):
            fault = Finding("award.weight_range")
        is_part = bool(line.get("is_part"))
        if fault is None and is_part and not rows:
            fault = Finding("award.part_of_nothing")
        if fault is not None:
            errors[number] = fault
        rows.append(
            TypedCriterion(
                text_of(line.get("key"))[:12],
                name.value or "",
                weight.value or Decimal(0),
                is_part,
                bool(line.get("is_price")),
            )
        )
        places.append(number)
    _check_list(rows, places, errors)
    return TypedCriteria(rows, errors)


def _check_list(rows: Sequence[TypedCriterion], places: Sequence[int], errors: dict[int, Finding]) -> None:
    if len(rows) > MOST_CRITERIA:
        errors[0] = Finding("award.too_many", "error", {"most": MOST_CRITERIA})
    prices = [place for place, row in enumerate(rows) if row.is_price]
    for place in prices[1:]:
        errors.setdefault(places[place], Finding("award.two_prices"))
    for place in prices[:1]:
        is_detailed = not rows[place].is_part and place + 1 < len(rows) and rows[place + 1].is_part
        if is_detailed:
            errors.setdefault(places[place], Finding("award.price_is_detailed"))


def _two_decimals(value: object, mark: DecimalMark) -> Parsed[Decimal]:
    parsed = parse_decimal(text_of(value)[:60], "." if isinstance(value, Decimal) else mark)
    return parsed if parsed.value is None else Parsed(parsed.value.quantize(_CENT))


def _needed(parsed: Parsed[str], code: str) -> Parsed[str]:
    return Parsed(None, Finding(code)) if parsed.finding is None and not parsed.value else parsed


def _together(read: Mapping[str, Parsed[Any]], more: Mapping[str, object] | None = None) -> CleanedDeal:
    values = {name: each.value for name, each in read.items() if each.finding is None}
    errors = {name: each.finding for name, each in read.items() if each.finding is not None}
    return CleanedDeal({**values, **(more or {})}, errors)
