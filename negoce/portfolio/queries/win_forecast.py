"""What deals under way are worth by the chance learned of each, beside what their salespeople say (N14)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, FloatField, Sum
from django.db.models.functions import Cast

from negoce.catalogue.queries.own_currency import own_currency
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import WinEstimate
from negoce.negotiation.queries.deals.asked import BoardAsked, asked_deals

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BothSums:
    """Of the `deals` that have an estimate and a learned chance, amounts excluding VAT times each of the two."""

    deals: int
    amount: Decimal
    said: Decimal
    learned: Decimal


def both_sums(actor: Actor, asked: BoardAsked) -> BothSums:
    """Both sums of the deals asked for, in the house's currency; one query, whatever their number."""
    amount = Cast(F("deal__amount"), FloatField())
    rows = WinEstimate.objects.filter(
        own_currency("deal__"),
        is_current=True,
        deal__in=asked_deals(actor, asked),
        deal__amount__isnull=False,
        deal__win_chance__isnull=False,
    )
    found = rows.order_by().aggregate(
        deals=Count("pk"),
        total=Sum(amount),
        said=Sum(amount * Cast(F("percent"), FloatField())),
        learned=Sum(amount * Cast(F("deal__win_chance__percent"), FloatField())),
    )
    return BothSums(
        found["deals"], _whole(found["total"]), _whole(found["said"]) / 100, _whole(found["learned"]) / 100
    )


def _whole(total: float | None) -> Decimal:
    return Decimal(str(total or 0)).quantize(_CENT)
