"""The rows that teach the chance to win: closed deals at moments of their life, and what salespeople said then."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, WinEstimate
from negoce.portfolio.queries.scoring_events import day_of
from negoce.portfolio.queries.scoring_facts import Table
from negoce.portfolio.queries.win_chance_facts import deal_facts

# Ages chosen beforehand: a day chosen by the outcome, as one before it, would tell how long deals last.
AGES = (0, 7, 14, 30, 60, 90, 180, 365)
MOST_ROWS = 20_000
OUTCOME = "\0outcome"


@dataclass(frozen=True, slots=True)
class TaughtDeals:
    """A row a moment: whose deal, on which day, known of it; when the deal began; `table` with OUTCOME."""

    table: Table
    deals: Sequence[int]
    days: Sequence[date]
    begun: Sequence[date]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a deal from a day on, by whom."""

    day: date
    percent: int
    author: int | None


def closed_deal_rows(today: date) -> TaughtDeals:
    """Closed deals at the ages at which they were under way; of part of them where rows are many.

    A deal noted on the day it was closed teaches nothing: nothing was known before.
    """
    alive = Deal.objects.filter(deleted_at__isnull=True, company__deleted_at__isnull=True)
    closed = alive.exclude(state=DealState.OPEN.value).filter(closed_on__lte=today).order_by("pk")
    found: dict[int, tuple[date, bool, list[date]]] = {}
    for key, created, closed_on, state in closed.values_list("pk", "created_at", "closed_on", "state"):
        begun = day_of(created)
        moments = [begun + timedelta(days=age) for age in AGES]
        moments = [day for day in moments if closed_on is not None and day < closed_on]
        if moments:
            found[key] = (begun, state == DealState.WON, moments)
    rows = sum(len(moments) for _begun, _won, moments in found.values())
    if rows > MOST_ROWS:
        most = len(found) * MOST_ROWS // rows
        kept = sorted(found, key=lambda key: key * 2_654_435_761 % 1_000_003)[:most]
        found = {key: found[key] for key in kept}
    deals, days, table = deal_facts({key: moments for key, (_begun, _won, moments) in found.items()})
    table[OUTCOME] = ["1" if found[key][1] else "0" for key in deals]
    return TaughtDeals(table, deals, days, [found[key][0] for key in deals])


def open_deal_keys() -> Sequence[int]:
    """The deals under way, whose chance is told."""
    alive = Deal.objects.filter(deleted_at__isnull=True, company__deleted_at__isnull=True)
    return list(alive.filter(state=DealState.OPEN.value).order_by("pk").values_list("pk", flat=True))


def said_of(deals: Collection[int]) -> Mapping[int, Sequence[Said]]:
    """What was said of each of these deals, the first said first."""
    wanted = set(deals)
    found: dict[int, list[Said]] = defaultdict(list)
    rows = WinEstimate.objects.filter(deal__closed_on__isnull=False).order_by("said_at", "pk")
    for key, at, percent, author in rows.values_list("deal_id", "said_at", "percent", "author_id"):
        if key in wanted:
            found[key].append(Said(day_of(at), percent, author))
    return found


def said_on(said: Sequence[Said], day: date) -> Said | None:
    """What held on a day."""
    place = bisect_right([each.day for each in said], day)
    return said[place - 1] if place else None
