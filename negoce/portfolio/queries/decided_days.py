"""How many days deals decided took, from their beginning to their end, and at each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Lead, TruncDate

from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealStepChange

_BEGAN = TruncDate("created_at")
# How a database counts the days between two.
_BETWEEN = {"sqlite": "julianday(end_on) - julianday(start_on)", "postgresql": "end_on - start_on"}
_TOOK = "SELECT deal_state, {days} AS days, COUNT(*) FROM ({deals}) deals GROUP BY deal_state, days"
# A step come back to counts once, with all its days.
_COUNTED = """
SELECT step, deal_state, days, COUNT(*) FROM (
    SELECT deal_key, step, deal_state, SUM({days}) AS days FROM ({changes}) changes
    GROUP BY deal_key, step, deal_state
) spent GROUP BY step, deal_state, days
"""


def known_from_start(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    """Without those that are known from their end only: a file brought them in already closed."""
    # The first half settles nearly all of them, and SQLite asks Python for the second one.
    return deals.filter(Q(created_at__lt=F("closed_on")) | Q(closed_on__gte=_BEGAN))


def days_to_end(deals: QuerySet[Deal]) -> Mapping[bool, Counter[int]]:
    """How many won (True) and lost deals took so many days; one query."""
    rows = known_from_start(deals).order_by()
    written, given = _written(rows.values(deal_state=F("state"), start_on=_BEGAN, end_on=F("closed_on")))
    found: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    with connection.cursor() as cursor:
        cursor.execute(_TOOK.format(days=_BETWEEN[connection.vendor], deals=written), given)
        for state, spent, number in cursor.fetchall():
            found[state == DealState.WON.value][round(spent)] += number
    return found


def days_at_steps(deals: QuerySet[Deal]) -> Mapping[tuple[str, bool], Counter[int]]:
    """How many deals, by step and whether won, spent so many days there; one query.

    A step lasts until the next one, the last until the end.
    """
    changes = DealStepChange.objects.filter(
        deal_id__in=known_from_start(deals).order_by().values("pk"), happened_on__lte=F("deal__closed_on")
    )
    following = Lead("happened_on", default=F("deal__closed_on"))
    rows = changes.order_by().values(
        deal_key=F("deal_id"),
        deal_state=F("deal__state"),
        step=F("after"),
        start_on=F("happened_on"),
        end_on=Window(following, partition_by=F("deal_id"), order_by=("happened_on", "pk")),
    )
    written, given = _written(rows)
    found: dict[tuple[str, bool], Counter[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(days=_BETWEEN[connection.vendor], changes=written), given)
        for step, state, spent, number in cursor.fetchall():
            found.setdefault((step, state == DealState.WON.value), Counter())[round(spent)] += number
    return found


def _written(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """What Django would ask, to be counted around: it groups by no window, and by no days between."""
    written: tuple[str, tuple[Any, ...]] = rows.query.get_compiler(connection=connection).as_sql()
    return written
