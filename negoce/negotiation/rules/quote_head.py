"""What stands around the lines of a quote, as it is typed and as it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from negoce.catalogue.enums import PaymentTermKind, ReductionKind, TermSector, VatCategory
from negoce.catalogue.rules.early_payment import EarlyPayment, read_early
from negoce.catalogue.rules.entered_lines import read_reductions_text
from negoce.catalogue.rules.payment_terms import LONGEST_COUNTED_DAYS, PaymentTerm, check_term
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import check_vat
from negoce.companies.rules.typed_day import parse_day
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark, parse_decimal
from negoce.kit.worked import CannotWork, Worked

Value = TypeVar("Value")
ZERO = Decimal(0)
LENGTHS: Mapping[str, int] = {
    "title": 160,
    "buyer_reference": 60,
    "introduction": 4000,
    "conditions": 4000,
    "early_payment": 200,
}
LONGEST_DELIVERY = 3650
_HIGHEST_SHIPPING = Decimal(10) ** 9
# The legal order: rabais, remise, and escompte on what they leave (R-C1 says why).
_ORDER = (ReductionKind.DEFECT_REBATE, ReductionKind.TRADE_DISCOUNT, ReductionKind.CASH_DISCOUNT)


@dataclass(frozen=True, slots=True)
class TypedReduction:
    """A reduction of the whole document: its kind, and `10`, `10 %` or `25 €`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteHead:
    """The head as it counts. Money in euros excluding VAT; `shipping_vat` None takes the rate of the largest base."""

    title: str = ""
    buyer_reference: str = ""
    introduction: str = ""
    conditions: str = ""
    early_payment: str = ""
    valid_until: date | None = None
    delivery_days: int | None = None
    delivery_on: date | None = None
    term: PaymentTerm = field(default_factory=lambda: PaymentTerm(PaymentTermKind.AFTER_INVOICE, 30))
    sector: TermSector = TermSector.GENERAL
    payment_with_order: bool = False
    early: EarlyPayment | None = None
    shipping: Decimal = ZERO
    shipping_vat: Decimal | None = None
    reductions: tuple[Reduction, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadHead:
    """A head and the faults of its fields; reductions are named `reduction-0`, `reduction-1`… as they were given."""

    head: QuoteHead
    faults: Mapping[str, Finding]


def read_head(
    given: Mapping[str, str], reductions: Sequence[TypedReduction], *, day: date, mark: DecimalMark
) -> ReadHead:
    """Read the texts of a form or a program; what is missing takes its default. `day` is that of the offer."""
    faults: dict[str, Finding] = {}
    texts = {name: _text(name, given.get(name, ""), faults) for name in LENGTHS}
    payment_with_order = given.get("payment_with_order", "") in ("1", "on", "true", "True")
    term = _term(given, faults)
    # Paid with the order nothing is early; figures take the place of words, which could say something else.
    early = None if payment_with_order else _early(given, mark, term, faults)
    if early is not None:
        texts["early_payment"] = ""
    head = QuoteHead(
        **texts,
        valid_until=_day("valid_until", given, day, faults),
        delivery_days=_whole("delivery_days", given, LONGEST_DELIVERY, faults),
        delivery_on=_day("delivery_on", given, day, faults),
        term=term,
        sector=_sector(given, faults),
        payment_with_order=payment_with_order,
        early=early,
        shipping=_shipping(given.get("shipping", ""), mark, faults),
        shipping_vat=_shipping_vat(given.get("shipping_vat_rate", ""), day, mark, faults),
        reductions=_reductions(reductions, mark, faults, payment_with_order=payment_with_order),
    )
    if head.valid_until is not None and head.valid_until < day:
        faults["valid_until"] = Finding("quote.validity_over", figures={"until": head.valid_until})
    if head.delivery_on is not None and head.delivery_on < day:
        faults["delivery_on"] = Finding("quote.delivery_past", figures={"day": head.delivery_on})
    return ReadHead(head, faults)


def check_terms(head: QuoteHead, *, day: date) -> Worked[date | None]:
    """The due date of an invoice of `day` under the terms, with what the law says of them (R-C4 checks).

    Paid with the order there is nothing to wait for: no date and no finding.
    """
    if head.payment_with_order:
        return Worked(None)
    try:
        worked = check_term(head.sector, head.term, invoiced_on=day)
    except CannotWork as refused:
        return Worked(None, (), (refused.finding,))
    return Worked(worked.value, worked.steps, worked.findings)


def _reductions(
    given: Sequence[TypedReduction],
    mark: DecimalMark,
    faults: dict[str, Finding],
    *,
    payment_with_order: bool,
) -> tuple[Reduction, ...]:
    found: list[Reduction] = []
    for number, typed in enumerate(given):
        name = f"reduction-{number}"
        if not typed.text.strip():
            continue
        if typed.kind not in set(ReductionKind):
            faults[name] = Finding("quote.reduction_kind")
            continue
        kind = ReductionKind(typed.kind)
        parts, fault = read_reductions_text(typed.text, mark)
        if fault is None and parts and kind is ReductionKind.CASH_DISCOUNT and not payment_with_order:
            fault = Finding("quote.cash_discount_later")
        if fault is not None:
            faults[name] = fault
            continue
        found += [Reduction(kind, percent=each.percent, amount=each.amount) for each in parts]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.kind)))


def _term(given: Mapping[str, str], faults: dict[str, Finding]) -> PaymentTerm:
    kind = given.get("term_kind", "") or PaymentTermKind.AFTER_INVOICE.value
    if kind not in set(PaymentTermKind):
        faults["term_kind"] = Finding("quote.term_unknown")
        kind = PaymentTermKind.AFTER_INVOICE.value
    days = _whole("term_days", given, LONGEST_COUNTED_DAYS, faults)
    return PaymentTerm(PaymentTermKind(kind), 30 if days is None else days)


def _early(
    given: Mapping[str, str], mark: DecimalMark, term: PaymentTerm, faults: dict[str, Finding]
) -> EarlyPayment | None:
    read = read_early(given.get("early_percent", ""), given.get("early_days", ""), mark, term)
    faults |= read.faults
    return read.value


def _sector(given: Mapping[str, str], faults: dict[str, Finding]) -> TermSector:
    text = given.get("term_sector", "") or TermSector.GENERAL.value
    if text not in set(TermSector):
        faults["term_sector"] = Finding("quote.term_unknown")
        return TermSector.GENERAL
    return TermSector(text)


def _shipping(text: str, mark: DecimalMark, faults: dict[str, Finding]) -> Decimal:
    parsed = parse_decimal(text, mark)
    value = parsed.value or ZERO
    exponent = value.normalize().as_tuple().exponent
    if parsed.refused and parsed.finding is not None:
        faults["shipping"] = parsed.finding
    elif value < 0:
        faults["shipping"] = Finding("line.negative", figures={"value": value})
    elif value >= _HIGHEST_SHIPPING:
        faults["shipping"] = Finding("line.too_large", figures={"highest": _HIGHEST_SHIPPING})
    elif isinstance(exponent, int) and exponent < -2:
        faults["shipping"] = Finding("line.too_many_decimals", figures={"decimals": -exponent, "most": 2})
    return ZERO if "shipping" in faults else value


def _shipping_vat(text: str, day: date, mark: DecimalMark, faults: dict[str, Finding]) -> Decimal | None:
    parsed = parse_decimal(text, mark if "," in text else ".")
    if parsed.value is None:
        if parsed.finding is not None:
            faults["shipping_vat_rate"] = parsed.finding
        return None
    wrong = check_vat(VatGroup(VatCategory.STANDARD, parsed.value), day)
    if wrong is not None:
        faults["shipping_vat_rate"] = wrong
        return None
    return parsed.value


def _whole(name: str, given: Mapping[str, str], most: int, faults: dict[str, Finding]) -> int | None:
    return _read(name, given, faults, lambda text: _number(text, most), "quote.days_unreadable", most=most)


def _day(name: str, given: Mapping[str, str], today: date, faults: dict[str, Finding]) -> date | None:
    return _read(name, given, faults, lambda text: _known_day(text, today), "quote.day_unreadable")


def _known_day(text: str, today: date) -> date:
    read = parse_day(text, today).value
    if read is None:
        raise ValueError(text)
    return read


def _read(
    name: str,
    given: Mapping[str, str],
    faults: dict[str, Finding],
    read: Callable[[str], Value],
    code: str,
    **figures: object,
) -> Value | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError:
        faults[name] = Finding(code, figures={"text": text[:40], **figures})
        return None


def _number(text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) > most:
        raise ValueError(text)
    return int(text)


def _text(name: str, value: str, faults: dict[str, Finding]) -> str:
    text = value.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LENGTHS[name]:
        faults[name] = Finding("line.text_too_long", figures={"most": LENGTHS[name]})
    return text[: LENGTHS[name]]
