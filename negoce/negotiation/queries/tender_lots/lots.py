"""The lots of a tender, and those that may be bought by an adapted procedure."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.kit.worked import Worked
from negoce.negotiation.enums import BuyerKind, NeedKind
from negoce.negotiation.models import Tender, TenderLot
from negoce.negotiation.rules.tender_small_lots import small_lots


def lots_of(tender: Tender) -> Sequence[TenderLot]:
    """The lots of a tender that the caller sees, by number."""
    return list(TenderLot.objects.filter(tender=tender).order_by("number", "pk"))


def small_of(tender: Tender, lots: Sequence[TenderLot]) -> Worked[tuple[int, ...]] | None:
    """Which lots, by place, a public buyer may take out of a formal procedure; None unless all are estimated."""
    amounts = [each.amount for each in lots if each.amount is not None]
    if tender.buyer == BuyerKind.PRIVATE or not lots or len(amounts) < len(lots):
        return None
    return small_lots(amounts, NeedKind(tender.need))
