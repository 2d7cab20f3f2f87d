"""The forecast of deals under way: by month or quarter of their expected conclusion, with what stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from negoce.catalogue.queries.own_currency import own_currency
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import CycleBook, standing_still
from negoce.negotiation.queries.deals.asked import BoardAsked, asked_deals, is_short
from negoce.negotiation.queries.deals.board import cards_of
from negoce.negotiation.queries.deals.first_keys import key_of
from negoce.negotiation.rules.forecast_columns import NONE, ForecastColumn

CARDS = 8


@dataclass(slots=True)
class Stretch:
    """What a column holds: how many deals, their amounts by step, how many stand still, first cards.

    Amounts exclude VAT; those in another currency than the house's are not added.
    """

    column: ForecastColumn
    count: int = 0
    still: int = 0
    amounts: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    deals: Sequence[Deal] = ()

    @property
    def total(self) -> Decimal:
        """What its deals amount to, whatever their chances."""
        return sum((total for _count, total in self.amounts.values()), Decimal(0))


def forecast(
    actor: Actor,
    asked: BoardAsked,
    columns: Sequence[ForecastColumn],
    book: CycleBook,
    today: date,
    *,
    cards: int = CARDS,
) -> Sequence[Stretch]:
    """Every column with its figures and its first cards; a query a column, and three."""
    rows = asked_deals(actor, asked, short=is_short(actor, asked))
    found = _figures(rows, columns, book, today)
    keys = {
        each.column.key: [key_of(*row) for row in _first(rows, each.column, cards)]
        for each in found
        if each.count
    }
    deals = cards_of(key for some in keys.values() for key in some)
    for each in found:
        each.deals = [deals[pk] for _day, pk in keys.get(each.column.key, ()) if pk in deals]
    return found


def forecast_figures(
    actor: Actor, asked: BoardAsked, columns: Sequence[ForecastColumn], book: CycleBook, today: date
) -> Sequence[Stretch]:
    """The figures of every column alone; two queries."""
    return _figures(asked_deals(actor, asked, short=is_short(actor, asked)), columns, book, today)


def _figures(
    rows: QuerySet[Deal], columns: Sequence[ForecastColumn], book: CycleBook, today: date
) -> Sequence[Stretch]:
    # By comparison: SQLite asks Python for every other way to cut days into months.
    place = Case(
        When(close_on__isnull=True, then=Value(len(columns) - 1)),
        *(When(close_on__lte=each.last, then=Value(at)) for at, each in enumerate(columns) if each.last),
        default=Value(len(columns) - 2),
        output_field=IntegerField(),
    )
    counted = (
        rows.annotate(place=place)
        .values("place", "step")
        .annotate(
            number=Count("pk"),
            total=Sum("amount", filter=own_currency()),
            still=Count("pk", filter=standing_still(today, book)),
        )
    )
    found = [Stretch(each) for each in columns]
    for row in counted.order_by("place", "step"):
        stretch = found[row["place"]]
        stretch.count += row["number"]
        stretch.still += row["still"]
        stretch.amounts[row["step"]] = (row["number"], row["total"] or Decimal(0))
    return found


def _first(rows: QuerySet[Deal], column: ForecastColumn, cards: int) -> Sequence[tuple[date | None, int]]:
    within = Q(close_on__isnull=True) if column.key == NONE else Q()
    if column.first is not None:
        within &= Q(close_on__gte=column.first)
    if column.last is not None:
        within &= Q(close_on__lte=column.last)
    return list(rows.filter(within).order_by("close_on", "pk").values_list("close_on", "pk")[:cards])
