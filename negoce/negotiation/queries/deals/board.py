"""The board: open deals by column, each column page by page, with its count and its sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import merge
from itertools import islice

from django.db.models import Count, QuerySet, Sum

from negoce.catalogue.queries.own_currency import OWN, own_currency
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.asked import BoardAsked, asked_deals, is_short
from negoce.negotiation.queries.deals.first_keys import Key, Place, first_keys, key_of
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.deal_steps import BoardColumn

CARDS = 20
MOST_CARDS = 200
_CARD = (
    *(
        "public_id",
        "name",
        "step",
        "step_since",
        "amount",
        "currency",
        "close_on",
        "revision",
        "state",
        "cycle_id",
    ),
    *("company__public_id", "company__name", "company__next_activity_on", "owner__first_name"),
    "owner__last_name",
)
Figures = Mapping[str, tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column with one page of its cards; `after` is where the next page goes on, None at the end.

    `figures` are those of its steps: how many deals stand there, what they amount to.
    """

    column: BoardColumn
    count: int
    total: Decimal
    deals: Sequence[Deal]
    after: Place | None
    figures: Figures


def board(actor: Actor, asked: BoardAsked, cards: int = CARDS) -> Sequence[Lane]:
    """Every column with its first cards, those expected first before the others; four queries at most."""
    if is_short(actor, asked):
        figures, keys = _read_whole(actor, asked)
    else:
        rows = asked_deals(actor, asked)
        figures = _figures(rows)
        keys = first_keys(rows, list(figures), cards + 1)
    chosen = {column.key: _chosen(column, keys, cards) for column in asked.columns}
    deals = cards_of(key for some in chosen.values() for key in some[:cards])
    return [_lane(column, figures, chosen[column.key], deals, cards) for column in asked.columns]


def more_cards(
    actor: Actor, asked: BoardAsked, column: BoardColumn, after: Place, cards: int = CARDS
) -> Lane:
    """The next cards of one column; its count and sum are not read again."""
    rows = asked_deals(actor, asked, short=is_short(actor, asked))
    keys = first_keys(rows, [step.value for step in column.steps], cards + 1, after)
    chosen = _chosen(column, keys, cards)
    return _lane(column, {}, chosen, cards_of(chosen[:cards]), cards)


def lane_figures(actor: Actor, asked: BoardAsked, columns: Sequence[BoardColumn] | None = None) -> Figures:
    """How many deals stand at each step and what those in the currency of the house amount to; two queries.

    Of the steps of `columns` alone where some are given.
    """
    rows = asked_deals(actor, asked, short=is_short(actor, asked))
    if columns is not None:
        rows = rows.filter(step__in=[step.value for column in columns for step in column.steps])
    return _figures(rows)


def column_figures(figures: Figures, column: BoardColumn) -> tuple[int, Decimal]:
    """The count and the sum of one column."""
    found = [figures[step.value] for step in column.steps if step.value in figures]
    return sum(number for number, _total in found), sum((total for _number, total in found), Decimal(0))


def card_of(actor: Actor, public_id: str) -> Deal | None:
    """One deal as its card reads it."""
    rows = visible_deals(actor).filter(public_id=public_id).select_related("company", "owner")
    return rows.only(*_CARD).first()


def _figures(rows: QuerySet[Deal]) -> Figures:
    total = Sum("amount", filter=own_currency())
    found = rows.values("step").annotate(number=Count("pk"), total=total).order_by("step")
    return {row["step"]: (row["number"], row["total"] or Decimal(0)) for row in found}


def _read_whole(actor: Actor, asked: BoardAsked) -> tuple[Figures, Mapping[str, Sequence[Key]]]:
    """The figures and the order of a board that is short enough to be read at once; one query."""
    figures: dict[str, tuple[int, Decimal]] = {}
    keys: dict[str, list[Key]] = {}
    rows = asked_deals(actor, asked, short=True).values_list("step", "close_on", "pk", "amount", "currency")
    for step, close_on, pk, amount, currency in rows:
        count, total = figures.get(step, (0, Decimal(0)))
        figures[step] = count + 1, total + (amount or 0 if currency in OWN else 0)
        keys.setdefault(step, []).append(key_of(close_on, pk))
    return figures, {step: sorted(some) for step, some in keys.items()}


def _chosen(column: BoardColumn, keys: Mapping[str, Sequence[Key]], cards: int) -> Sequence[Key]:
    """The first keys of a column, one more than its cards where there are others."""
    runs = [keys[step.value] for step in column.steps if step.value in keys]
    return list(islice(merge(*runs), cards + 1))


def cards_of(keys: Iterable[Key]) -> Mapping[int, Deal]:
    """Deals as their cards read them, by key; one query. The caller has checked that the actor sees them."""
    rows = Deal.objects.filter(pk__in=[pk for _day, pk in keys]).order_by()
    return {deal.pk: deal for deal in rows.select_related("company", "owner").only(*_CARD)}


def _lane(
    column: BoardColumn, figures: Figures, chosen: Sequence[Key], deals: Mapping[int, Deal], cards: int
) -> Lane:
    shown = [deals[pk] for _day, pk in chosen[:cards] if pk in deals]
    last = chosen[cards - 1] if len(chosen) > cards else None
    place = None if last is None else Place(None if last[0] == date.max else last[0], last[1])
    count, total = column_figures(figures, column)
    return Lane(column, count, total, shown, place, figures)
