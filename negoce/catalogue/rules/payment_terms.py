"""When an invoice is due, and the latest day the law allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.kit.dates import end_of_month
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked

_GENERAL = "C. com. L441-10 I"
_SECTORS = "C. com. L441-11"
NOT_AGREED_DAYS = 30
LONGEST_DAYS = 60
LONGEST_MONTH_END_DAYS = 45
LONGEST_PERIODIC_DAYS = 45
LONGEST_COUNTED_DAYS = 730
_MONTH_END = (PaymentTermKind.DAYS_THEN_END_OF_MONTH, PaymentTermKind.END_OF_MONTH_THEN_DAYS)


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """What was agreed: so many days, counted in one of four ways; `periodic` for a summary of several deliveries."""

    kind: PaymentTermKind
    days: int
    periodic: bool = False


NOTHING_AGREED = PaymentTerm(PaymentTermKind.AFTER_DELIVERY, NOT_AGREED_DAYS)


def due_date(term: PaymentTerm, *, invoiced_on: date, delivered_on: date | None = None) -> Worked[date]:
    """Return the day a payment is due under a term (R-C4), C. com. L441-10.

    "45 days end of month" reads two ways, and the term says which: the days then the end of that month, or the end
    of the month then the days. Raises CannotWork for days below 0 or over two years.
    """
    if not 0 <= term.days <= LONGEST_COUNTED_DAYS:
        raise CannotWork("term.days_out_of_range", days=term.days)
    start = (delivered_on or invoiced_on) if term.kind is PaymentTermKind.AFTER_DELIVERY else invoiced_on
    due = _counted(term.kind, start, term.days)
    figures = {"from": start, "days": term.days, "due": due}
    return Worked(due, (Step(f"term.{term.kind.value}", figures, _GENERAL),))


def latest_due_date(
    sector: TermSector, term: PaymentTerm, *, invoiced_on: date, delivered_on: date | None = None
) -> Worked[date | None]:
    """Return the last day that the law allows for such a term; None where the trade agrees its own ceiling.

    `delivered_on` counts for trades whose ceiling runs from the delivery; without it the invoice's day stands for it.
    A summary invoice of perishable food runs from the end of the ten days in which the delivery lies.
    """
    delivered = delivered_on or invoiced_on
    if sector is TermSector.SEASONAL:
        return Worked(None, (Step("term.ceiling_seasonal", {}, _SECTORS),))
    if sector is TermSector.PERISHABLE_FOOD:
        start = _end_of_ten_days(delivered) if term.periodic else delivered
        return _ceiling("delivery", start, start + timedelta(days=30), 30, _SECTORS)
    if sector is TermSector.LIVESTOCK:
        return _ceiling("delivery", delivered, delivered + timedelta(days=20), 20, _SECTORS)
    if sector is TermSector.SPIRITS:
        month = end_of_month(delivered)
        return _ceiling("delivery_month", month, month + timedelta(days=30), 30, _SECTORS)
    if sector is TermSector.TRANSPORT:
        return _ceiling("invoice", invoiced_on, invoiced_on + timedelta(days=30), 30, _GENERAL)
    if term.periodic and sector is TermSector.GENERAL:
        last = invoiced_on + timedelta(days=LONGEST_PERIODIC_DAYS)
        return _ceiling("periodic", invoiced_on, last, LONGEST_PERIODIC_DAYS, _GENERAL)
    source = _SECTORS if sector is TermSector.WINE else _GENERAL
    if term.kind in _MONTH_END:
        last = _counted(term.kind, invoiced_on, LONGEST_MONTH_END_DAYS)
        return _ceiling(term.kind.value, invoiced_on, last, LONGEST_MONTH_END_DAYS, source)
    return _ceiling("invoice", invoiced_on, invoiced_on + timedelta(days=LONGEST_DAYS), LONGEST_DAYS, source)


def check_term(
    sector: TermSector, term: PaymentTerm, *, invoiced_on: date, delivered_on: date | None = None
) -> Worked[date]:
    """Return the due date with a finding, an error, when it lies after what the law allows."""
    due = due_date(term, invoiced_on=invoiced_on, delivered_on=delivered_on)
    latest = latest_due_date(sector, term, invoiced_on=invoiced_on, delivered_on=delivered_on)
    findings: tuple[Finding, ...] = ()
    if latest.value is not None and due.value > latest.value:
        figures = {"due": due.value, "latest": latest.value, "days": (due.value - latest.value).days}
        findings = (Finding("term.over_ceiling", "error", figures),)
    return Worked(due.value, (*due.steps, *latest.steps), findings)


def _counted(kind: PaymentTermKind, start: date, days: int) -> date:
    if kind is PaymentTermKind.DAYS_THEN_END_OF_MONTH:
        return end_of_month(start + timedelta(days=days))
    if kind is PaymentTermKind.END_OF_MONTH_THEN_DAYS:
        return end_of_month(start) + timedelta(days=days)
    return start + timedelta(days=days)


def _end_of_ten_days(day: date) -> date:
    return end_of_month(day) if day.day > 20 else day.replace(day=10 if day.day <= 10 else 20)


def _ceiling(start_kind: str, start: date, last: date, days: int, source: str) -> Worked[date | None]:
    figures = {"from": start, "days": days, "latest": last}
    return Worked(last, (Step(f"term.ceiling_{start_kind}", figures, source),))
