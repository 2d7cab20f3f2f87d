"""Cycles of the demo: deals under way follow the one of their kind of sale, and say where most buyers stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.demo.draws import draws, weighted
from negoce.negotiation.enums import BuyingClass, DealStep, PurchaseStage
from negoce.negotiation.models import Deal, SalesCycle
from negoce.negotiation.models.deal import OPEN

# From this amount on, excluding VAT, a deal goes the way of this cycle; one that is not priced yet, as the house.
_FROM = ((Decimal(8_000), "long"), (Decimal(3_000), "two_meetings"), (Decimal(0), "short"))
_REMOTE = 0.2
_STAGES = {
    DealStep.PREPARATION: PurchaseStage.NEED,
    DealStep.CONTACT: PurchaseStage.NEED,
    DealStep.DISCOVERY: PurchaseStage.SEARCH,
    DealStep.PRESENTATION: PurchaseStage.COMPARISON,
    DealStep.DISCUSSION: PurchaseStage.COMPARISON,
    DealStep.NEGOTIATION: PurchaseStage.DECISION,
    DealStep.CONCLUSION: PurchaseStage.DECISION,
    DealStep.LEAVE_TAKING: PurchaseStage.EVALUATION,
    DealStep.FOLLOW_UP: PurchaseStage.EVALUATION,
}
_CLASSES = ((30, BuyingClass.NEW_TASK), (45, BuyingClass.MODIFIED_REBUY), (25, BuyingClass.STRAIGHT_REBUY))
_TOLD = 0.7


def write_cycles(_today: date, _place: int) -> None:
    """Give deals under way a cycle, and most of them the buyer's side."""
    cycles = {row.key: row for row in SalesCycle.objects.exclude(key="")}
    rows = list(Deal.objects.filter(OPEN, cycle__isnull=True).order_by("pk"))
    for deal in rows:
        chance = draws("cycle", deal.public_id)
        if deal.amount is not None:
            key = next(key for least, key in _FROM if deal.amount >= least)
            deal.cycle = cycles.get("remote" if key == "short" and chance.random() < _REMOTE else key)
        if chance.random() < _TOLD:
            deal.purchase_stage = _STAGES[DealStep(deal.step)].value
            deal.buying_class = weighted(chance, _CLASSES).value
    Deal.objects.bulk_update(rows, ["cycle", "purchase_stage", "buying_class"], batch_size=500)
