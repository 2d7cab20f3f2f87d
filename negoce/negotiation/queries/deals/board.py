"""The board: open deals by column, each column page by page, with its count and its sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import merge
from itertools import islice

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import end_of_month
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.deal_steps import BOARD, BoardColumn

CARDS = 20
MOST_CARDS = 200
PERIODS = ("overdue", "month", "quarter", "none")
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
_LAST_DAY = date.max


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """Which deals: of one owner, of one company, expected in one of PERIODS, whose name contains a text.

    Of one cycle too: then `columns` are its own, and `with_house` takes the deals that follow the cycle of the house.
    """

    owner_id: int | None = None
    company_id: int | None = None
    period: str = ""
    name_key: str = ""
    cycle_id: int | None = None
    with_house: bool = False
    columns: tuple[BoardColumn, ...] = BOARD


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a column stopped: the day of its last card, None for one without, and its key."""

    close_on: date | None
    key: int


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
    figures: Mapping[str, tuple[int, Decimal]]


def board(actor: Actor, asked: BoardAsked, cards: int = CARDS) -> Sequence[Lane]:
    """Every column with its first cards, those expected first before the others; at most ten queries."""
    figures = lane_figures(actor, asked)
    return [_lane(actor, asked, column, figures, None, cards) for column in asked.columns]


def more_cards(
    actor: Actor, asked: BoardAsked, column: BoardColumn, after: Place, cards: int = CARDS
) -> Lane:
    """The next cards of one column; its count and sum are not read again."""
    return _lane(actor, asked, column, {step.value: (1, Decimal(0)) for step in column.steps}, after, cards)


def lane_figures(actor: Actor, asked: BoardAsked) -> Mapping[str, tuple[int, Decimal]]:
    """How many deals stand at each step and what they amount to, excluding VAT; one query."""
    rows = _rows(actor, asked).values("step").annotate(number=Count("pk"), total=Sum("amount"))
    return {row["step"]: (row["number"], row["total"] or Decimal(0)) for row in rows.order_by("step")}


def column_figures(figures: Mapping[str, tuple[int, Decimal]], column: BoardColumn) -> tuple[int, Decimal]:
    """The count and the sum of one column."""
    found = [figures[step.value] for step in column.steps if step.value in figures]
    return sum(number for number, _total in found), sum((total for _number, total in found), Decimal(0))


def card_of(actor: Actor, public_id: str) -> Deal | None:
    """One deal as its card reads it."""
    rows = visible_deals(actor).filter(public_id=public_id).select_related("company", "owner")
    return rows.only(*_CARD).first()


def _lane(
    actor: Actor,
    asked: BoardAsked,
    column: BoardColumn,
    figures: Mapping[str, tuple[int, Decimal]],
    after: Place | None,
    cards: int,
) -> Lane:
    # Each step is read in the order of its index, then they are merged.
    runs = [
        _page(actor, asked, step.value, after, cards + 1) for step in column.steps if step.value in figures
    ]
    deals = list(islice(merge(*runs, key=_order), cards + 1))
    shown = deals[:cards]
    place = Place(shown[-1].close_on, shown[-1].pk) if len(deals) > cards else None
    count, total = column_figures(figures, column)
    return Lane(column, count, total, shown, place, figures)


def _page(actor: Actor, asked: BoardAsked, step: str, after: Place | None, limit: int) -> Sequence[Deal]:
    rows = _rows(actor, asked).filter(step=step)
    if after is not None and after.close_on is None:
        rows = rows.filter(close_on__isnull=True, pk__gt=after.key)
    elif after is not None:
        later = Q(close_on__gt=after.close_on) | Q(close_on=after.close_on, pk__gt=after.key)
        rows = rows.filter(later | Q(close_on__isnull=True))
    rows = rows.select_related("company", "owner").only(*_CARD)
    return list(rows.order_by(F("close_on").asc(nulls_last=True), "pk")[:limit])


def _order(deal: Deal) -> tuple[date, int]:
    return deal.close_on or _LAST_DAY, deal.pk


def _rows(actor: Actor, asked: BoardAsked) -> QuerySet[Deal]:
    rows = visible_deals(actor).filter(state=DealState.OPEN.value)
    if asked.owner_id is not None:
        rows = rows.filter(owner_id=asked.owner_id)
    if asked.company_id is not None:
        rows = rows.filter(company_id=asked.company_id)
    if asked.cycle_id is not None:
        own = Q(cycle_id=asked.cycle_id)
        rows = rows.filter(own | Q(cycle__isnull=True) if asked.with_house else own)
    if asked.name_key:
        rows = rows.filter(name_key__contains=asked.name_key)
    return rows.filter(_expected(asked.period, timezone.localdate()))


def _expected(period: str, today: date) -> Q:
    if period == "overdue":
        return Q(close_on__lt=today)
    if period == "month":
        return Q(close_on__gte=today.replace(day=1), close_on__lte=end_of_month(today))
    if period == "quarter":
        first = (today.month - 1) // 3 * 3 + 1
        last = end_of_month(today.replace(day=1, month=first + 2))
        return Q(close_on__gte=today.replace(day=1, month=first), close_on__lte=last)
    return Q(close_on__isnull=True) if period == "none" else Q()
