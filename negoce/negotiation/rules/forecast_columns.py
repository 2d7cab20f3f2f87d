"""The columns of a forecast of deals: what is past, months or quarters ahead, later, without a day. Pure (N1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.dates import add_months, end_of_month

MONTHS, QUARTERS = "month", "quarter"
MONTHS_AHEAD, QUARTERS_AHEAD = 6, 4
OVERDUE, LATER, NONE = "overdue", "later", "none"


@dataclass(frozen=True, slots=True)
class ForecastColumn:
    """Deals expected from `first` to `last`, both included, open where None; `none` holds those without a day.

    A deal is put in a stretch that is closed on both sides, or loses its day in `none`: elsewhere no day would follow.
    """

    key: str
    first: date | None = None
    last: date | None = None

    @property
    def takes(self) -> bool:
        """Whether a deal may be put there."""
        return self.key == NONE or (self.first is not None and self.last is not None)


def forecast_columns(today: date, by: str) -> Sequence[ForecastColumn]:
    """What is overdue, six months or four quarters from today's on, what comes later, what has no day.

    The stretch under way begins today: what was expected before is overdue, whatever the month.
    """
    length, count = (3, QUARTERS_AHEAD) if by == QUARTERS else (1, MONTHS_AHEAD)
    begins = add_months(today.replace(day=1), -((today.month - 1) % length))
    columns = [ForecastColumn(OVERDUE, None, today - timedelta(days=1))]
    for _each in range(count):
        ends = end_of_month(add_months(begins, length - 1))
        columns.append(ForecastColumn(f"{begins:%Y-%m}", max(begins, today), ends))
        begins = ends + timedelta(days=1)
    return [*columns, ForecastColumn(LATER, begins, None), ForecastColumn(NONE)]


def column_for(columns: Sequence[ForecastColumn], close_on: date | None) -> ForecastColumn:
    """The column in which a deal expected that day stands."""
    if close_on is None:
        return columns[-1]
    return next(each for each in columns if each.last is None or close_on <= each.last)


def day_in(column: ForecastColumn, close_on: date | None) -> date | None:
    """The day that a deal takes in a column: its own number in the month, or the nearest there; the last for none."""
    if column.first is None or column.last is None:
        return None
    if close_on is None:
        return column.last
    months = (column.first.year - close_on.year) * 12 + column.first.month - close_on.month
    return min(max(add_months(close_on, months), column.first), column.last)
