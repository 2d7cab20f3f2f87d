"""Deals of the demo that were won or lost in the last eighteen months: what odds and delays are learned from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Competitor
from negoce.demo.competitors import COMPETITORS
from negoce.demo.draws import draws
from negoce.demo.seeding.best_customers import best_customers
from negoce.kit.text import name_key
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason
from negoce.negotiation.models import Deal, DealStepChange

# So many pieces of BATCH deals each.
PAST_DEALS, BATCH = 24, 10
_SPAN_DAYS = 540
_NAMES = (
    "Assortiment de printemps", "Réassort annuel", "Gamme cuisine", "Rentrée des classes", "Décoration de table",
    "Coffrets clients", "Vitrine de Noël", "Corner cadeaux", "Rayon papeterie", "Ouverture du second magasin",
)  # fmt: skip
_REACHED = (
    DealStep.CONTACT,
    DealStep.DISCOVERY,
    DealStep.PRESENTATION,
    DealStep.DISCUSSION,
    DealStep.NEGOTIATION,
    DealStep.CONCLUSION,
)
# The share of deals at each of these steps that go on to the next; of those at the last, that are won.
_GOES_ON = (0.85, 0.82, 0.80, 0.82, 0.84, 0.90)
_WON = (OutcomeReason.PRODUCT, OutcomeReason.RELATIONSHIP, OutcomeReason.DELIVERY_TIME, OutcomeReason.PRICE)
_LOST = (
    OutcomeReason.PRICE,
    OutcomeReason.NO_DECISION,
    OutcomeReason.NO_BUDGET,
    OutcomeReason.INCUMBENT,
    OutcomeReason.DELIVERY_TIME,
)
# Where it was between us and somebody else.
_DISPUTED = (OutcomeReason.PRICE, OutcomeReason.INCUMBENT, OutcomeReason.DELIVERY_TIME)


def write_past_deals(today: date, place: int) -> None:
    """Write the closed deals of a place; they go from step to step until they are lost, or won at the last."""
    companies = list(best_customers()[:90])
    if not companies:
        return
    rivals = list(Competitor.objects.filter(name__in=COMPETITORS).order_by("pk"))
    keys = [
        _write(companies[number * 7 % len(companies)], today, number, rivals)
        for number in range(place * BATCH, (place + 1) * BATCH)
    ]
    index_records("deal", keys)


def _write(company: Company, today: date, number: int, rivals: Sequence[Competitor]) -> int:
    chance = draws("past deal", number)
    total = PAST_DEALS * BATCH
    begun = today - timedelta(
        days=_SPAN_DAYS - round(_SPAN_DAYS * 0.8 * number / total) + chance.randint(0, 20)
    )
    hundreds = chance.randint(8, 95)
    # The larger, the harder: what a model of the chance to win can learn here.
    hard = 0.3 + hundreds / 50
    day, reached, won = begun, [], True
    for step, goes_on in zip(_REACHED, _GOES_ON, strict=True):
        reached.append((step, day))
        day = min(day + timedelta(days=chance.randint(3, 16)), today - timedelta(days=1))
        if chance.random() > goes_on**hard:
            won = False
            break
    reason = chance.choice(_WON if won else _LOST)
    name = f"{_NAMES[number % len(_NAMES)]} {begun.year}"
    deal = Deal.objects.create(
        name=name,
        name_key=name_key(name),
        company=company,
        owner_id=company.owner_id,
        state=(DealState.WON if won else DealState.LOST).value,
        step=reached[-1][0].value,
        step_since=reached[-1][1],
        amount=Decimal(hundreds * 100),
        close_on=begun + timedelta(days=chance.randint(35, 80)),
        closed_on=day,
        outcome_reason=reason.value,
        competitor=_rival(rivals, number, reason, won=won),
    )
    moment = timezone.make_aware(datetime.combine(begun, time(9, chance.randint(0, 59))))
    Deal.objects.filter(pk=deal.pk).update(created_at=moment)
    before = ""
    for step, since in reached:
        DealStepChange.objects.create(deal=deal, before=before, after=step.value, happened_on=since)
        before = step.value
    return deal.pk


def _rival(
    rivals: Sequence[Competitor], number: int, reason: OutcomeReason, *, won: bool
) -> Competitor | None:
    """Who else was in it: often where price, delay or a supplier in place decided, and each for its own reason."""
    chance = draws("rival of a past deal", number)
    if not rivals or reason not in _DISPUTED or chance.random() > (0.45 if won else 0.75):
        return None
    usual = rivals[_DISPUTED.index(reason) % len(rivals)]
    return usual if chance.random() < 0.6 else chance.choice(rivals)
