"""Values with a start date: rates, ceilings, thresholds set by law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.worked import CannotWork


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a parameter is worth from a day on; `source` is the text that says so."""

    key: str
    starts_on: date
    value: Decimal
    source: str = ""
    confirmed: bool = True


class DatedValues:
    """A table of dated values, each key sorted by its start."""

    def __init__(self, values: Iterable[DatedValue]) -> None:
        table: dict[str, list[DatedValue]] = {}
        for each in sorted(values, key=lambda value: value.starts_on):
            table.setdefault(each.key, []).append(each)
        self._table: Mapping[str, list[DatedValue]] = table

    def on(self, key: str, day: date) -> DatedValue:
        """Return what holds on a day. Raises CannotWork when nothing had started by then."""
        held = [each for each in self._table.get(key, ()) if each.starts_on <= day]
        if not held:
            raise CannotWork("parameter.missing", key=key, day=day)
        return held[-1]

    def of_half_year(self, key: str, day: date) -> DatedValue:
        """Return the value published for the half-year of a day.

        Raises CannotWork when that half-year has none: the rate of another one is never carried over.
        """
        start = half_year_start(day)
        for each in self._table.get(key, ()):
            if each.starts_on == start:
                return each
        raise CannotWork("parameter.missing_half_year", key=key, year=str(start.year), half=half_of(start))


class NotedValues(DatedValues):
    """The same table, which notes in `read` each value that a rule took, in order and once."""

    def __init__(self, values: DatedValues) -> None:
        self._table = values._table
        self.read: list[DatedValue] = []

    def on(self, key: str, day: date) -> DatedValue:
        """As DatedValues does."""
        return self._note(super().on(key, day))

    def of_half_year(self, key: str, day: date) -> DatedValue:
        """As DatedValues does."""
        return self._note(super().of_half_year(key, day))

    def _note(self, value: DatedValue) -> DatedValue:
        if value not in self.read:
            self.read.append(value)
        return value


def half_year_start(day: date) -> date:
    """Return 1 January or 1 July, whichever began the half-year of a day."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def next_half_year(day: date) -> date:
    """Return the first day of the half-year after that of a day."""
    return date(day.year, 7, 1) if day.month <= 6 else date(day.year + 1, 1, 1)


def half_of(day: date) -> int:
    """Return 1 or 2: the half of the year in which a day lies."""
    return 1 if day.month <= 6 else 2
