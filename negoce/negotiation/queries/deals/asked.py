"""Which deals under way are asked for: one narrowing for the board, the forecast and the calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months, end_of_month
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import deals_of_few_companies, visible_deals
from negoce.negotiation.rules.deal_steps import BOARD, BoardColumn

PERIODS = ("overdue", "month", "quarter", "none")
# The deals of so many companies are read at once sooner than the companies are looked up deal by deal.
FEW_COMPANIES = 3_000


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """Which deals: of some owners, of one company, expected in one of PERIODS, whose name contains a text.

    Of one cycle too: then `columns` are its own, and `with_house` takes the deals that follow the cycle of the house.
    `where` is what a filter of the list means.
    """

    owner_ids: tuple[int, ...] | None = None
    company_id: int | None = None
    period: str = ""
    name_key: str = ""
    cycle_id: int | None = None
    with_house: bool = False
    columns: tuple[BoardColumn, ...] = BOARD
    where: Q = field(default_factory=Q)


def asked_deals(actor: Actor, asked: BoardAsked, *, short: bool = False) -> QuerySet[Deal]:
    """Visible deals under way that are asked for, in no order; `short` is what `is_short` said of them."""
    rows = deals_of_few_companies(actor) if short else visible_deals(actor)
    rows = rows.filter(state=DealState.OPEN.value)
    if asked.owner_ids is not None:
        # One person is compared, not looked for among many: an index gives their deals in order.
        one = len(asked.owner_ids) == 1
        rows = rows.filter(Q(owner_id=asked.owner_ids[0]) if one else Q(owner_id__in=asked.owner_ids))
    if asked.company_id is not None:
        rows = rows.filter(company_id=asked.company_id)
    if asked.cycle_id is not None:
        own = Q(cycle_id=asked.cycle_id)
        rows = rows.filter(own | Q(cycle__isnull=True) if asked.with_house else own)
    if asked.name_key:
        rows = rows.filter(name_key__contains=asked.name_key)
    return rows.filter(asked.where, _expected(asked.period, timezone.localdate()))


def is_short(actor: Actor, asked: BoardAsked) -> bool:
    """Whether it is little enough to be read whole: the deals of one company or of few; one query at most."""
    if asked.company_id is not None:
        return True
    if actor.sees_everything:
        return False
    return visible_companies(actor)[: FEW_COMPANIES + 1].count() <= FEW_COMPANIES


def period_days(period: str, today: date) -> tuple[date, date]:
    """The first and the last day of the month or the quarter under way."""
    length = 3 if period == "quarter" else 1
    first = today.replace(day=1, month=(today.month - 1) // length * length + 1)
    return first, end_of_month(add_months(first, length - 1))


def _expected(period: str, today: date) -> Q:
    if period == "overdue":
        return Q(close_on__lt=today)
    if period in ("month", "quarter"):
        first, last = period_days(period, today)
        return Q(close_on__gte=first, close_on__lte=last)
    return Q(close_on__isnull=True) if period == "none" else Q()
