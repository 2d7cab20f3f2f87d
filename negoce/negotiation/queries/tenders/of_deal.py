"""What the rules say of a tender: its procedure, its minimum times; what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from negoce.identity.models import JournalEntry
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind
from negoce.negotiation.models import Deal, Tender
from negoce.negotiation.rules.tender_deadline import Call, Times, minimum_times
from negoce.negotiation.rules.tender_procedure import Procedure, ProcedureFound, procedure


@dataclass(frozen=True, slots=True)
class TenderJudged:
    """The procedure and the times, None where something is not known yet; `refusal` says what cannot be judged."""

    procedure: Worked[ProcedureFound] | None = None
    times: Worked[Times] | None = None
    refusal: Finding | None = None


def tender_of(deal: Deal) -> Tender | None:
    """The tender that a deal answers."""
    return Tender.objects.filter(deal=deal).first()


def judged(tender: Tender, today: date) -> TenderJudged:
    """Ask R-S8 and R-S9 about a tender; without a notice, as if it were published today."""
    if tender.amount is None:
        return TenderJudged()
    started = tender.published_on or today
    try:
        found = procedure(
            tender.amount, buyer=BuyerKind(tender.buyer), need=NeedKind(tender.need), starts_on=started
        )
    except CannotWork as refused:
        return TenderJudged(refusal=refused.finding)
    if found.value.procedure is not Procedure.FORMAL or not tender.call or tender.published_on is None:
        return TenderJudged(found)
    call = Call(
        CallKind(tender.call),
        tender.published_on,
        electronic=tender.electronic,
        shortened=tender.shortened,
        invited_on=tender.invited_on,
        offers_until=tender.offers_until,
        applications_until=tender.applications_until,
    )
    try:
        return TenderJudged(found, minimum_times(call))
    except CannotWork as refused:
        return TenderJudged(found, refusal=refused.finding)


def tender_journal(tender: Tender, limit: int) -> Sequence[JournalEntry]:
    """What was done to a tender, the latest first; one query."""
    rows = JournalEntry.objects.filter(subject_kind="tender", subject_id=tender.pk)
    return list(rows.order_by("-at", "-id")[:limit])


def deals_to_link(tender: Tender) -> Sequence[Deal]:
    """The deals of its buyer that answer it or no tender, the latest first; one query."""
    rows = Deal.objects.filter(company_id=tender.company_id, deleted_at__isnull=True)
    rows = rows.filter(Q(tender=None) | Q(tender=tender))
    return list(rows.order_by("-id")[:100])
