"""Deals decided over a period, by what they are compared by, and what their buyers said (N14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import ListSpec
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import BuyerEvaluation, BuyerMark, Deal
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.queries.deal_tallies import Tallies, tallies
from negoce.portfolio.queries.offered_families import Families, read_families
from negoce.portfolio.rules.buyer_marks import Mark
from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import size_cuts

WORDS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Sides:
    """Deals by the band of their amount (between `cuts`), channel, owner, name of competitor, cycle, family."""

    cuts: Sequence[Decimal]
    by_band: Tallies
    by_channel: Tallies
    by_owner: Tallies
    by_rival: Tallies
    by_cycle: Tallies
    families: Families


@dataclass(frozen=True, slots=True)
class Voices:
    """What buyers marked and said: the mean is made of `won` and `lost` scores; `said` the last words, newest first."""

    won: Sequence[int]
    lost: Sequence[int]
    marks: Sequence[Mark]
    said: Sequence[BuyerEvaluation]


def decided_deals(spec: ListSpec, start: date, end: date) -> QuerySet[Deal]:
    """Deals won or lost after `start`, until `end`, of the companies that a filter finds; in no order."""
    deals = visible_deals(spec.actor).filter(
        state__in=(DealState.WON.value, DealState.LOST.value), closed_on__gt=start, closed_on__lte=end
    )
    if spec.whole_filter.parts:
        deals = deals.filter(company_id__in=matching(spec).order_by().values("pk"))
    return deals


def read_sides(deals: QuerySet[Deal]) -> Sides:
    """By each of them; nine queries whatever the number of deals."""
    cuts = _cuts(deals)
    return Sides(
        cuts,
        by_band=tallies(deals, _band(cuts)),
        by_channel=tallies(deals, "company__origin_channel"),
        by_owner=tallies(deals, "owner_id"),
        by_rival=tallies(deals.filter(competitor__isnull=False), "competitor__name"),
        by_cycle=tallies(deals, "cycle_id"),
        families=read_families(deals),
    )


def read_cells(deals: QuerySet[Deal]) -> Mapping[tuple[str, str], Tally]:
    """By reason and name of competitor, "" for none; one query."""
    found = tallies(deals, "outcome_reason", "competitor__name")
    return {(reason, rival or ""): each for (reason, rival), each in found.items()}


def read_voices(deals: QuerySet[Deal]) -> Voices:
    """What was noted of their buyers; three queries."""
    rows = BuyerEvaluation.objects.filter(deal_id__in=deals.order_by().values("pk"))
    scores: dict[bool, list[int]] = {True: [], False: []}
    for state, score in rows.order_by("pk").values_list("deal__state", "score"):
        scores[state == DealState.WON.value].append(score)
    marks = BuyerMark.objects.filter(evaluation__deal_id__in=deals.order_by().values("pk")).order_by("pk")
    said = rows.exclude(words="").select_related("deal__company")
    return Voices(
        scores[True],
        scores[False],
        [
            Mark(criterion, mark, state == DealState.WON.value)
            for criterion, mark, state in marks.values_list("criterion", "mark", "evaluation__deal__state")
        ],
        list(said.order_by("-told_on", "-pk")[:WORDS_SHOWN]),
    )


def _cuts(deals: QuerySet[Deal]) -> Sequence[Decimal]:
    """The amounts that part the deals into quarters, none for fewer than four; one query."""
    known = deals.filter(currency=CURRENCY, amount__gt=0)
    ranked = known.annotate(place=Window(RowNumber(), order_by="amount"), known=Window(Count("*")))
    first, middle, third = (Q(place=F("known") * part / 4 + 1) for part in (1, 2, 3))
    found = ranked.filter(first | middle | third, known__gte=4).order_by("amount")
    return size_cuts([each or Decimal(0) for each in found.values_list("amount", flat=True)])


def _band(cuts: Sequence[Decimal]) -> Case:
    """0 below the first cut, None without an amount in euros."""
    unknown = When(~Q(currency=CURRENCY) | Q(amount__isnull=True), then=Value(None))
    below = (When(amount__lt=cut, then=Value(band)) for band, cut in enumerate(cuts))
    return Case(unknown, *below, default=Value(len(cuts)), output_field=IntegerField())
