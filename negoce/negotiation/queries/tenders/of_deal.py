"""What the rules say of the tender of a deal: its procedure, its minimum times, the days left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    call = Call(CallKind(tender.call), tender.published_on, offers_until=tender.offers_until)
    return TenderJudged(found, minimum_times(call))
