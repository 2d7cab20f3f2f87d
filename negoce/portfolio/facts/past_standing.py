"""What the history of statuses says of past days, where orders cannot: before a first purchase, and by declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from negoce.portfolio.enums import PROSPECTS, LifeStatus
from negoce.portfolio.models import StatusChange, StatusOverride

if TYPE_CHECKING:
    import pyarrow

# A company that never bought stands in one of these: the last one when it said that it leaves.
_UNBOUGHT = (LifeStatus.SUSPECT, LifeStatus.LEAD, *PROSPECTS, LifeStatus.LOST)
_PIECE = 20_000


def recorded_statuses(days: Sequence[date]) -> Mapping[date, pyarrow.Table]:
    """For each day, what each company's last change up to it led to: `company_id`, `recorded`.

    Only of changes that a company without a purchase may go through: of the others, orders tell.
    """
    asked = sorted(set(days))
    found: dict[date, dict[int, str]] = {day: {} for day in asked}
    rows = StatusChange.objects.filter(
        after__in=[each.value for each in _UNBOUGHT], happened_on__lte=asked[-1] if asked else date.min
    ).order_by("happened_on", "pk")
    for company, day, after in rows.values_list("company_id", "happened_on", "after").iterator(
        chunk_size=_PIECE
    ):
        # The days before stand with what was known then.
        for each in reversed(asked):
            if each < day:
                break
            found[each][company] = after
    return {day: _table("recorded", statuses) for day, statuses in found.items()}


def declared_statuses(days: Sequence[date]) -> Mapping[date, pyarrow.Table]:
    """For each day, the status that somebody had declared and that held: `company_id`, `declared`."""
    return {day: _table("declared", _declared_on(day)) for day in days}


def _declared_on(day: date) -> Mapping[int, str]:
    rows = StatusOverride.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gt=day), starts_on__lte=day, ends_on__gte=day
    ).order_by("pk")
    return dict(rows.values_list("company_id", "status"))


def _table(name: str, statuses: Mapping[int, str]) -> pyarrow.Table:
    import pyarrow

    return pyarrow.table(
        {
            "company_id": pyarrow.array(list(statuses), pyarrow.int64()),
            name: pyarrow.array(list(statuses.values()), pyarrow.string()),
        }
    )
