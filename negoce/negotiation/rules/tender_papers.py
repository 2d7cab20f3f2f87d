"""The documents that the file of a tender usually holds, and how each stands on a day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.explain import Finding
from negoce.negotiation.enums import BuyerKind, NeedKind, PaperKind, PaperPart, PaperState

WARNED_BEFORE = timedelta(days=30)
_ADMINISTRATIVE, _TECHNICAL, _FINANCIAL = PaperPart
PART_OF = {
    PaperKind.DC1: _ADMINISTRATIVE,
    PaperKind.DC2: _ADMINISTRATIVE,
    PaperKind.DUME: _ADMINISTRATIVE,
    PaperKind.POWERS: _ADMINISTRATIVE,
    PaperKind.TAX: _ADMINISTRATIVE,
    PaperKind.SOCIAL: _ADMINISTRATIVE,
    PaperKind.REGISTRATION: _ADMINISTRATIVE,
    PaperKind.INSURANCE: _ADMINISTRATIVE,
    PaperKind.BANK: _ADMINISTRATIVE,
    PaperKind.REFERENCES: _ADMINISTRATIVE,
    PaperKind.TURNOVER: _ADMINISTRATIVE,
    PaperKind.MEANS: _ADMINISTRATIVE,
    PaperKind.QUALITY: _TECHNICAL,
    PaperKind.TECHNICAL_NOTE: _TECHNICAL,
    PaperKind.DATA_SHEETS: _TECHNICAL,
    PaperKind.SCHEDULE: _TECHNICAL,
    PaperKind.COMMITMENT: _FINANCIAL,
    PaperKind.UNIT_PRICES: _FINANCIAL,
    PaperKind.QUANTITIES: _FINANCIAL,
    PaperKind.BREAKDOWN: _FINANCIAL,
    PaperKind.PRICE_OFFER: _FINANCIAL,
    PaperKind.TERMS_OF_SALE: _FINANCIAL,
    PaperKind.OTHER: _TECHNICAL,
}
# What is the same in every file, hence kept once.
OWN_KINDS = (
    PaperKind.TAX,
    PaperKind.SOCIAL,
    PaperKind.REGISTRATION,
    PaperKind.INSURANCE,
    PaperKind.BANK,
    PaperKind.POWERS,
    PaperKind.REFERENCES,
    PaperKind.TURNOVER,
    PaperKind.MEANS,
    PaperKind.QUALITY,
    PaperKind.DATA_SHEETS,
    PaperKind.TERMS_OF_SALE,
    PaperKind.OTHER,
)
_PUBLIC = (
    PaperKind.DC1,
    PaperKind.DC2,
    PaperKind.POWERS,
    PaperKind.TAX,
    PaperKind.SOCIAL,
    PaperKind.REGISTRATION,
    PaperKind.INSURANCE,
    PaperKind.BANK,
    PaperKind.REFERENCES,
    PaperKind.TURNOVER,
    PaperKind.MEANS,
    PaperKind.TECHNICAL_NOTE,
    PaperKind.DATA_SHEETS,
    PaperKind.COMMITMENT,
)
_PRIVATE = (
    PaperKind.REGISTRATION,
    PaperKind.SOCIAL,
    PaperKind.INSURANCE,
    PaperKind.BANK,
    PaperKind.REFERENCES,
    PaperKind.TECHNICAL_NOTE,
    PaperKind.DATA_SHEETS,
    PaperKind.PRICE_OFFER,
    PaperKind.TERMS_OF_SALE,
)


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """How a document stands; `is_outdated` when it does not hold until the offers are handed in."""

    state: PaperState
    is_outdated: bool = False
    finding: Finding | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it may be handed in."""
        return self.state is PaperState.READY and not self.is_outdated


@dataclass(frozen=True, slots=True)
class FileProgress:
    """Documents that are required, those ready, and those of them that are late."""

    required: int
    ready: int
    late: int


def usual_papers(buyer: BuyerKind, need: NeedKind) -> tuple[PaperKind, ...]:
    """Return what a file usually holds, in order; the rules of the consultation have the last word."""
    if buyer is BuyerKind.PRIVATE:
        return _PRIVATE
    if need is NeedKind.WORKS:
        return (*_PUBLIC, PaperKind.SCHEDULE, PaperKind.BREAKDOWN)
    return (*_PUBLIC, PaperKind.UNIT_PRICES, PaperKind.QUANTITIES)


def paper_standing(
    state: PaperState, holds_until: date | None, *, handed_in_on: date | None, today: date
) -> PaperStanding:
    """Return how a document stands on the day on which the offers are due, or today where no day is known.

    One that is ready is out of date when its validity ends before; it is told 30 days ahead.
    """
    if state is not PaperState.READY or holds_until is None:
        return PaperStanding(state)
    if handed_in_on is not None and holds_until < handed_in_on and holds_until >= today:
        figures = {"day": holds_until, "due": handed_in_on}
        return PaperStanding(state, True, Finding("paper.ends_before", "error", figures))
    due = handed_in_on or today
    if holds_until < due:
        return PaperStanding(state, True, Finding("paper.ended", "error", {"day": holds_until}))
    return PaperStanding(state, False, _soon(holds_until, today))


def certificate_finding(expires_on: date | None, today: date) -> Finding | None:
    """Return what to say of a certificate of the house: it ended, it ends within 30 days; None otherwise."""
    if expires_on is None:
        return None
    if expires_on < today:
        return Finding("paper.ended", "error", {"day": expires_on})
    return _soon(expires_on, today)


def file_progress(papers: Sequence[tuple[PaperStanding, bool, date | None]], *, today: date) -> FileProgress:
    """Return how far a file is, from each document's standing, whether it is required, and its day."""
    required = [(standing, due) for standing, is_required, due in papers if is_required]
    late = sum(not standing.is_ready and due is not None and due < today for standing, due in required)
    return FileProgress(len(required), sum(standing.is_ready for standing, _due in required), late)


def _soon(holds_until: date, today: date) -> Finding | None:
    left = (holds_until - today).days
    if holds_until > today + WARNED_BEFORE or left < 0:
        return None
    return Finding("paper.ends_soon", "warning", {"day": holds_until, "days": left})
