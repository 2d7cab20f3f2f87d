"""Deals decided over a period, each with what it is compared by, and what their buyers said (N14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import ListSpec
from negoce.negotiation.enums import DealState, QuoteState
from negoce.negotiation.models import BuyerEvaluation, BuyerMark, Deal, DealStepChange, QuoteLine
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.rules.buyer_marks import Mark
from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import Decided

_READ = (
    *("pk", "state", "closed_on", "amount", "currency", "created_at", "step", "outcome_reason"),
    *("competitor__name", "cycle_id", "company__origin_channel", "owner_id"),
)
WORDS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Families:
    """Deals by family of the products offered; `offered` holds the keys of the deals that had a quote with lines."""

    by_family: Mapping[int, Tally]
    names: Mapping[int, str]
    offered: frozenset[int]


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


def read_decided(deals: QuerySet[Deal], *, dated: bool = False) -> Sequence[Decided]:
    """Each of them, by key; one query. Where `dated`, with its beginning, unless it was noted after its end."""
    found = []
    for row in deals.order_by("pk").values_list(*_READ):
        key, state, closed_on, amount, currency, created, step, reason, rival, cycle, channel, owner = row
        begun = timezone.localtime(created).date() if dated else None
        found.append(
            Decided(
                key,
                state == DealState.WON.value,
                closed_on,
                amount=amount if currency == CURRENCY else None,
                begun_on=begun if begun is not None and begun <= closed_on else None,
                step=step,
                reason=reason,
                competitor=rival or "",
                cycle=cycle,
                channel=channel,
                owner=owner,
            )
        )
    return found


def read_steps(deals: QuerySet[Deal]) -> Mapping[int, list[tuple[date, str]]]:
    """The steps that each deal reached, the oldest first; one query."""
    found: dict[int, list[tuple[date, str]]] = {}
    rows = DealStepChange.objects.filter(deal_id__in=deals.order_by().values("pk"))
    for key, day, step in rows.order_by("happened_on", "pk").values_list("deal_id", "happened_on", "after"):
        found.setdefault(key, []).append((day, step))
    return found


def read_families(deals: QuerySet[Deal], decided: Sequence[Decided]) -> Families:
    """What was offered in each deal by its quote: the one accepted, else the last; two queries.

    A deal counts once in each family, with what its lines of that family come to.
    """
    lines = QuoteLine.objects.filter(
        version__quote__deal_id__in=deals.order_by().values("pk"),
        version__quote__deleted_at__isnull=True,
        product__family__isnull=False,
        is_chosen=True,
    ).exclude(version__state=QuoteState.SUPERSEDED.value)
    rows = lines.order_by().values_list(
        "version__quote__deal_id", "version__quote_id", "version__quote__state", "product__family_id"
    )
    quotes: dict[int, dict[tuple[bool, int], dict[int, Decimal]]] = {}
    for deal, quote, state, family, net in rows.annotate(whole=Sum("net")):
        of_deal = quotes.setdefault(deal, {})
        of_deal.setdefault((state == QuoteState.ACCEPTED.value, quote), {})[family] = net
    won = {each.key: each.won for each in decided}
    found: dict[int, Tally] = {}
    for deal, offers in quotes.items():
        for family, whole in offers[max(offers)].items():
            net = Decimal(str(whole or 0)).quantize(Decimal("0.01"))
            one = Tally(won=1, won_amount=net) if won[deal] else Tally(lost=1, lost_amount=net)
            found[family] = found.get(family, Tally()) + one
    names = ProductFamily.objects.filter(pk__in=found).order_by("pk").values_list("pk", "name")
    return Families(found, dict(names), frozenset(quotes))


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
