"""How many contacts the orders wanted need, worked back stage by stage; how stages turn into the next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import pairwise

from negoce.kit.explain import Finding
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rates:
    """How many of each stage go on to the next, in percent points."""

    quote: Decimal
    meeting: Decimal
    contact: Decimal


@dataclass(frozen=True, slots=True)
class WorkBack:
    """What the orders wanted need at each stage; `each` is contacts for one order, None without orders."""

    orders: int
    quotes: int
    meetings: int
    contacts: int
    each: Decimal | None
    rate: Decimal


def work_back(orders: int, rates: Rates, *, segment: int | None = None) -> Worked[WorkBack]:
    """Quotes, meetings and contacts that `orders` need: ceil(needed ÷ rate), stage by stage (R-P6).

    `segment` is how many companies there are to contact: too few is a finding. Raises CannotWork for orders below
    zero, and for a rate that is not above 0 and at most 100.
    """
    if orders < 0:
        raise CannotWork("plan.orders_below_zero")
    for rate in (rates.quote, rates.meeting, rates.contact):
        if not 0 < rate <= HUNDRED:
            raise CannotWork("plan.rate_out_of_range", rate=rate)
    quotes = _needed(orders, rates.quote)
    meetings = _needed(quotes, rates.meeting)
    contacts = _needed(meetings, rates.contact)
    each = (Decimal(contacts) / orders).quantize(_CENT, ROUND_HALF_UP) if orders else None
    whole = (rates.quote * rates.meeting * rates.contact / HUNDRED**2).quantize(_CENT, ROUND_HALF_UP)
    found = WorkBack(orders, quotes, meetings, contacts, each, whole)
    steps: tuple[Step, ...] = (
        Step("plan.quotes", {"orders": orders, "rate": rates.quote, "quotes": quotes}),
        Step("plan.meetings", {"quotes": quotes, "rate": rates.meeting, "meetings": meetings}),
        Step("plan.contacts", {"meetings": meetings, "rate": rates.contact, "contacts": contacts}),
    )
    if each is not None:
        steps = (*steps, Step("plan.each", {"contacts": contacts, "orders": orders, "each": each}))
    findings: tuple[Finding, ...] = ()
    if segment is not None and segment < contacts:
        figures = {"segment": segment, "contacts": contacts, "missing": contacts - segment}
        findings = (Finding("plan.segment_too_small", "warning", figures),)
    return Worked(found, steps, findings)


def stage_rates(counts: Sequence[int]) -> tuple[Decimal | None, ...]:
    """From each stage to the next, percent points with two decimals; None after a stage that nobody entered."""
    return tuple(percent_of(onward, entered) if entered else None for entered, onward in pairwise(counts))


def _needed(onward: int, rate: Decimal) -> int:
    return int((onward * HUNDRED / rate).to_integral_value(ROUND_CEILING))
