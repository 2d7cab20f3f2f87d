"""Objectives of the demo: of the next meetings of deals under way, and of past ones, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from django.db.models import F

from negoce.companies.queries.search.among import among
from negoce.demo.draws import draws
from negoce.negotiation.enums import DealState, ObjectiveMetric
from negoce.negotiation.models import Deal, Objective
from negoce.negotiation.rules.objectives import Aims, judge

OPEN_DEALS, YEAR = 40, timedelta(days=365)
_TEN = Decimal(10)
_QUALITY = (
    ("Rencontrer qui décide", "Un rendez-vous pris avec lui", "Une date dans les dix jours", "Une date dans le mois",
     "Son nom et son numéro direct"),
    ("Faire visiter notre atelier", "Une visite à l’agenda", "Toute l’équipe d’achat", "L’acheteur", "Un film"),
    ("Obtenir un essai en magasin", "Un accord écrit", "Trois magasins", "Un magasin", "Un échantillon laissé"),
)  # fmt: skip


def write_objectives(today: date, _place: int) -> None:
    """Write those of the deals that are concluded soonest, and of those closed in the last year."""
    known = Deal.objects.filter(deleted_at__isnull=True, amount__gt=0, owner__isnull=False)
    soon = known.filter(state=DealState.OPEN.value, close_on__gt=today)
    rows = [
        each
        for deal in soon.order_by("close_on", "pk")[:OPEN_DEALS]
        for each in _next(deal, today + timedelta(days=draws("meeting", deal.public_id).randint(-4, 20)))
    ]
    past = known.exclude(state=DealState.OPEN.value).filter(closed_on__gt=today - YEAR, closed_on__lte=today)
    rows += [_reviewed(deal) for deal in past.order_by("closed_on", "pk")]
    Objective.objects.bulk_create(rows, batch_size=200)
    # Their meeting comes before the deal is concluded.
    keys = sorted({row.deal_id for row in rows})
    late = Objective.objects.filter(among(keys, "deal_id"), outcome="", due_on__gt=F("deal__close_on"))
    for row in late.select_related("deal").order_by("pk"):
        Objective.objects.filter(pk=row.pk).update(due_on=row.deal.close_on)


def _next(deal: Deal, day: date) -> Sequence[Objective]:
    chance = draws("objectives", deal.public_id)
    signed = _amount(deal, day, chance.choice((12, 24)), by_lots=chance.random() < 0.2)
    words, measure, ideal, aimed, fallback = chance.choice(_QUALITY)
    met = Objective(
        deal=deal, owner_id=deal.owner_id, words=words, metric=ObjectiveMetric.QUALITY.value, measure=measure,
        ideal_words=ideal, aimed_words=aimed, fallback_words=fallback, due_on=day, rank=2,
    )  # fmt: skip
    found = [signed, met] if chance.random() < 0.6 else [signed]
    return (
        [*found, _margin(deal, day, len(found) + 1)]
        if draws("margin", deal.public_id).random() < 0.3
        else found
    )


def _margin(deal: Deal, day: date, rank: int) -> Objective:
    # One in three would settle for less than the floor of the house: the card says it.
    fallback = draws("least margin", deal.public_id).choice((24, 20, 12))
    return Objective(
        deal=deal, owner_id=deal.owner_id, words="Garder la marge", metric=ObjectiveMetric.MARGIN.value,
        ideal=Decimal(34), aimed=Decimal(30), fallback=Decimal(fallback), due_on=day, rank=rank,
    )  # fmt: skip


def _amount(deal: Deal, day: date, months: int, *, by_lots: bool) -> Objective:
    amount = deal.amount or Decimal(0)
    return Objective(
        deal=deal,
        owner_id=deal.owner_id,
        words="Signer la commande",
        metric=ObjectiveMetric.AMOUNT.value,
        ideal=_round(amount),
        aimed=_round(amount * 97 / 100),
        # One in five would settle for less than our floor: the card says it.
        fallback=_round(amount * (40 if by_lots else 94) / 100),
        aimed_words=f"engagement de {months} mois",
        fallback_words="un premier lot" if by_lots else "",
        due_on=day,
        rank=1,
    )


def _reviewed(deal: Deal) -> Objective:
    """What was signed of a deal that is won, something less of one that was lost."""
    chance = draws("obtained", deal.public_id)
    day = deal.closed_on
    assert day is not None
    row = _amount(deal, day, 12, by_lots=chance.random() < 0.4)
    won = deal.state == DealState.WON
    share = chance.choice((100, 100, 98, 97, 95, 94)) if won else chance.choice((0, 0, 45))
    row.obtained = _round((deal.amount or Decimal(0)) * share / 100)
    row.obtained_words = (
        "commande signée" if share >= 94 else "un premier lot" if share >= 40 else "rien de signé"
    )
    assert row.aimed is not None
    row.outcome = judge(row.obtained, Aims(row.ideal, row.aimed, row.fallback)).value
    row.reviewed_on = day
    return row


def _round(amount: Decimal) -> Decimal:
    """Down to the ten: nobody aims at more than is offered."""
    return (amount / _TEN).quantize(Decimal(1), ROUND_FLOOR) * _TEN
