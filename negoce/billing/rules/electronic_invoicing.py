"""Who must send and receive electronic invoices, from when, and the life such an invoice may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.enums import PlatformStatus
from negoce.kit.worked import CannotWork, Step, Worked

_REFORM = "CGI art. 289 bis"
_FINES = "CGI art. 1737"
RECEIVE_FROM = date(2026, 9, 1)
LARGE_SEND_FROM = date(2026, 9, 1)
SMALL_SEND_FROM = date(2027, 9, 1)
LARGE_SIZES = ("eti", "ge")
FINE_AN_INVOICE = Decimal(50)
FINE_A_REPORT = Decimal(500)
YEARLY_CAP = Decimal(15_000)

_S = PlatformStatus
_NEXT: Mapping[PlatformStatus, tuple[PlatformStatus, ...]] = {
    _S.SUBMITTED: (_S.SENT, _S.REJECTED),
    _S.SENT: (_S.RECEIVED, _S.REJECTED),
    _S.RECEIVED: (_S.MADE_AVAILABLE, _S.REJECTED),
    _S.MADE_AVAILABLE: (_S.TAKEN_CHARGE,),
    _S.TAKEN_CHARGE: (_S.APPROVED, _S.PARTLY_APPROVED, _S.DISPUTED, _S.SUSPENDED, _S.REFUSED),
    _S.SUSPENDED: (_S.COMPLETED,),
    _S.COMPLETED: (_S.APPROVED,),
    _S.DISPUTED: (_S.APPROVED, _S.PARTLY_APPROVED, _S.REFUSED),
    _S.APPROVED: (_S.PAYMENT_SENT,),
    _S.PARTLY_APPROVED: (_S.PAYMENT_SENT,),
    _S.PAYMENT_SENT: (_S.PAID,),
    _S.REFUSED: (),
    _S.PAID: (),
    _S.REJECTED: (),
}
NEEDS_REASON = frozenset({_S.REFUSED, _S.REJECTED})


@dataclass(frozen=True, slots=True)
class Duty:
    """From when a firm must receive and send electronic invoices; None where the reform leaves it out."""

    receive_from: date | None
    send_from: date | None


def invoicing_duty(
    *, size: str, established_in_france: bool = True, vat_taxpayer: bool = True
) -> Worked[Duty]:
    """Return from when a firm of a size (micro, pme, eti, ge) receives and sends electronic invoices (R-C15).

    Supplies between VAT taxpayers established in France. A large firm not established sends from 2027-09-01.
    Raises CannotWork for an unknown size.
    """
    if size not in ("micro", "pme", *LARGE_SIZES):
        raise CannotWork("size.unknown", size=size[:20])
    if not vat_taxpayer:
        return Worked(Duty(None, None), (Step("duty.no_taxpayer", {}, _REFORM),))
    if not established_in_france:
        send = SMALL_SEND_FROM if size in LARGE_SIZES else None
        return Worked(Duty(None, send), (Step("duty.not_established", {}, _REFORM),))
    send = LARGE_SEND_FROM if size in LARGE_SIZES else SMALL_SEND_FROM
    figures = {"size": size, "receive": RECEIVE_FROM, "send": send}
    return Worked(Duty(RECEIVE_FROM, send), (Step("duty.dates", figures, _REFORM),))


def next_statuses(status: PlatformStatus) -> tuple[PlatformStatus, ...]:
    """Return the statuses that may follow one; none after a final one."""
    return _NEXT[status]


def check_transition(before: PlatformStatus, after: PlatformStatus, *, reason: str = "") -> None:
    """Raise CannotWork when a status may not follow another, or lacks the reason that it needs."""
    if after not in _NEXT[before]:
        allowed = ", ".join(each.value for each in _NEXT[before])
        raise CannotWork("status.not_allowed", before=before.value, after=after.value, allowed=allowed)
    if after in NEEDS_REASON and not reason.strip():
        raise CannotWork("status.needs_reason", after=after.value)


def yearly_fines(*, invoices: int, reports: int) -> Worked[Decimal]:
    """Return the fines of a year for invoices not electronic and reports not sent, each kind capped, in euros."""
    if invoices < 0 or reports < 0:
        raise CannotWork("amount.negative", amount=min(invoices, reports))
    for_invoices = min(FINE_AN_INVOICE * invoices, YEARLY_CAP)
    for_reports = min(FINE_A_REPORT * reports, YEARLY_CAP)
    figures = {"invoices": for_invoices, "reports": for_reports, "cap": YEARLY_CAP}
    return Worked(for_invoices + for_reports, (Step("fine.electronic", figures, _FINES),))
