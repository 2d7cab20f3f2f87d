"""Which day of a tender comes next, and what its days say by themselves. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Finding
from negoce.negotiation.enums import TenderStage

# The steps in order; the others are ends.
STEPS = (
    TenderStage.CONSULTATION,
    TenderStage.APPLICATION,
    TenderStage.SELECTION,
    TenderStage.SUBMITTED,
)
ENDS = (TenderStage.WON, TenderStage.LOST, TenderStage.WITHDRAWN, TenderStage.NO_RESULT)
# Something is still to be handed in.
RUNNING = STEPS[:-1]


@dataclass(frozen=True, slots=True)
class TenderDays:
    """The days that a buyer gives; None where it gives none."""

    applications_until: date | None = None
    visit_on: date | None = None
    questions_until: date | None = None
    offers_until: date | None = None


def next_deadline(stage: str, days: TenderDays) -> date | None:
    """The next day on which something must be handed in: applications before they are in, then offers; None after."""
    if stage not in RUNNING:
        return None
    if stage == TenderStage.SELECTION or days.applications_until is None:
        return days.offers_until
    return days.applications_until


def past_days(stage: str, days: TenderDays, today: date) -> tuple[Finding, ...]:
    """What is told of days gone by while something is still to be handed in.

    The day of offers alone is an error of the file: either the offer was handed in, or it is too late.
    """
    if stage not in RUNNING:
        return ()
    found = []
    if days.offers_until is not None and days.offers_until < today:
        found.append(Finding("tender.offers_past", "error", {"day": days.offers_until}))
    before_selection = stage != TenderStage.SELECTION
    if before_selection and days.applications_until is not None and days.applications_until < today:
        found.append(Finding("tender.applications_past", "warning", {"day": days.applications_until}))
    return tuple(found)
