"""What a report found: lines with their values, totals, and what to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negoce.ui.charts import Unit


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line: a name for each group, a value for each measure; `filter` is that of the list behind it, if any."""

    names: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    filter: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report: labels of groups and measures, its lines in order, the totals of the whole.

    `beyond` values of the first group lie beyond the first ones; `list_key` is empty where no list counts the same.
    `foreign` records are in another currency: counted, their amounts left out. `under_way` names a period not over.
    """

    groups: tuple[str, ...]
    measures: tuple[str, ...]
    units: tuple[Unit, ...]
    lines: Sequence[ReportLine]
    totals: tuple[Decimal | None, ...]
    list_key: str
    filter: str
    beyond: int = 0
    foreign: int = 0
    under_way: str = ""

    def as_json(self) -> dict[str, Any]:
        """For keeping: amounts as text."""
        return {
            "groups": list(self.groups),
            "measures": list(self.measures),
            "units": [unit.value for unit in self.units],
            "lines": [
                [list(line.names), [_text(value) for value in line.values], line.filter]
                for line in self.lines
            ],
            "totals": [_text(value) for value in self.totals],
            "list_key": self.list_key,
            "filter": self.filter,
            "beyond": self.beyond,
            "foreign": self.foreign,
            "under_way": self.under_way,
        }


def table_of(kept: Mapping[str, Any]) -> ReportTable:
    """The same back from what was kept."""
    return ReportTable(
        groups=tuple(kept["groups"]),
        measures=tuple(kept["measures"]),
        units=tuple(Unit(unit) for unit in kept["units"]),
        lines=[
            ReportLine(tuple(names), tuple(_number(value) for value in values), text)
            for names, values, text in kept["lines"]
        ],
        totals=tuple(_number(value) for value in kept["totals"]),
        list_key=kept["list_key"],
        filter=kept["filter"],
        beyond=kept["beyond"],
        foreign=kept.get("foreign", 0),
        under_way=kept.get("under_way", ""),
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
