"""Targets of a year beside what was ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, Q

from negoce.identity.models import User
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import MonthlySales, SalesTarget
from negoce.portfolio.queries.target_rows import TargetRow
from negoce.portfolio.rules.attainment import Attainment, attainment

ZERO = Decimal(0)
Months = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A row of the grid with its months; amounts are net of VAT."""

    row: TargetRow
    targets: Months
    actuals: Months
    reached: Attainment


def target_lines(kind: TargetKind, rows: Sequence[TargetRow], year: int, today: date) -> Sequence[TargetLine]:
    """The lines of these rows, which the caller may read; three queries at most, whatever their number."""
    keys = [row.key for row in rows]
    targets, actuals = (
        targets_of(kind, keys, year),
        actuals_of(kind, keys, date(year, 1, 1), date(year, 12, 1)),
    )
    return [
        TargetLine(
            row, targets[row.key], actuals[row.key], attainment(targets[row.key], actuals[row.key], today)
        )
        for row in rows
    ]


def targets_of(kind: TargetKind, keys: Sequence[int | None], year: int) -> Mapping[int | None, Months]:
    """The targets of a year by key and month."""
    found: dict[int | None, dict[date, Decimal]] = {key: {} for key in keys}
    rows = SalesTarget.objects.filter(of_kind(kind, keys), month__year=year).order_by("month", "pk")
    for key, month, amount in rows.values_list(key_column(kind), "month", "amount"):
        found[None if kind is TargetKind.HOUSE else key][month] = amount
    return found


def actuals_of(
    kind: TargetKind, keys: Sequence[int | None], first: date, last: date
) -> Mapping[int | None, Months]:
    """What was ordered by key and month, from the month of `first` to that of `last`; in Python, to the cent."""
    sums: dict[int | None, dict[date, Decimal]] = {key: defaultdict(lambda: ZERO) for key in keys}
    team_of: Mapping[int, int | None] = (
        dict(User.objects.order_by().values_list("pk", "team_id")) if kind is TargetKind.TEAM else {}
    )
    rows = MonthlySales.objects.filter(month__gte=first, month__lte=last).order_by("month", "pk")
    for person, family, month, net in rows.values_list("person_id", "family_id", "month", "net"):
        key: int | None = None
        if kind is TargetKind.TEAM:
            key = team_of.get(person) if person is not None else None
        elif kind is not TargetKind.HOUSE:
            key = person if kind is TargetKind.PERSON else family
        if key in sums and (key is not None or kind is TargetKind.HOUSE):
            sums[key][month] += net
    return sums


def sales_as_of() -> datetime | None:
    """When the orders were last added up; None before the first night."""
    found: datetime | None = MonthlySales.objects.aggregate(latest=Max("as_of"))["latest"]
    return found


def of_kind(kind: TargetKind, keys: Sequence[int | None]) -> Q:
    """The condition on targets of these rows."""
    if kind is TargetKind.HOUSE:
        return Q(person=None, team=None, family=None)
    return Q(**{f"{kind.value}__in": [key for key in keys if key is not None]})


def key_column(kind: TargetKind) -> str:
    """The column that holds the key of a kind of row; any will do for the house."""
    return "pk" if kind is TargetKind.HOUSE else f"{kind.value}_id"
