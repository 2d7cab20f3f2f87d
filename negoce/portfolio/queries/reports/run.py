"""Runs a report: one grouped query over what the reader sees, a second one for totals that do not add up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.patience import within
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator, normalise
from negoce.kit.dates import end_of_month, format_month
from negoce.portfolio.queries.reports.dimensions import Dimension
from negoce.portfolio.queries.reports.period_groups import period_expression, period_start
from negoce.portfolio.queries.reports.subject import EUROS
from negoce.portfolio.queries.reports.table import ReportLine, ReportTable
from negoce.portfolio.queries.reports.understood import Understood
from negoce.portfolio.rules.report_fold import REST, Line, fold, keep_first, period_of, ranked_values
from negoce.ui.charts import Unit

# A page waits so long; longer work is a job.
PAGE_MILLISECONDS = 2_000
MOST_GROUPED = 100_000


class TooManyLines(Exception):
    """The groups asked for make more lines than anybody reads."""


def run_report(report: Understood, *, milliseconds: int | None = PAGE_MILLISECONDS) -> ReportTable | None:
    """The table of a report; None when the database has not given it in time, which None waits for without end.

    Raises TooManyLines.
    """
    read = _reader(report)
    found = read() if milliseconds is None else within(milliseconds, read, by_clock=True)
    if found is None:
        return None
    if len(found.rows) > MOST_GROUPED:
        raise TooManyLines
    return _table(report, found)


@dataclass(frozen=True, slots=True)
class Raw:
    """What the database gave: rows of groups and parts, the parts of the whole where they do not add up, and how many
    records in another currency are only counted.
    """

    rows: list[tuple[Any, ...]]
    totals: Sequence[Any] | None
    foreign: int


def _reader(report: Understood) -> Callable[[], Raw]:
    records = report.subject.rows(matching(report.spec)).order_by()
    parts = _parts(report)
    groups = {f"g{place}": _expression(group) for place, group in enumerate(report.groups)}

    def read() -> Raw:
        whole: Sequence[Any] | None = None
        if not groups or not report.adds:
            answer = records.aggregate(**parts)
            whole = [answer[name] for name in parts]
        if not groups:
            return Raw([], whole, _foreign(report))
        lines = records.annotate(**groups).values(*groups).annotate(**parts)
        rows = list(lines.values_list(*groups, *parts)[: MOST_GROUPED + 1])
        return Raw(rows, whole, _foreign(report))

    return read


def _foreign(report: Understood) -> int:
    """How many records are in another currency, where the report has amounts."""
    if not report.subject.has_currency or not any(measure.is_amount for measure in report.measures):
        return 0
    return report.subject.rows(matching(report.spec).exclude(EUROS)).order_by().count()


def _parts(report: Understood) -> dict[str, Any]:
    return {
        f"m{place}_{number}": part
        for place, measure in enumerate(report.measures)
        for number, part in enumerate(measure.parts)
    }


def _expression(group: Dimension) -> Any:
    return period_expression(group) if group.period else F(group.path)


def _table(report: Understood, found: Raw) -> ReportTable:
    width = len(report.groups)
    raw = [Line(tuple(row[:width]), tuple(row[width:])) for row in found.rows]
    lines = (
        fold(raw, lambda key: _gathered(report, key))
        if report.adds
        else [Line(_gathered(report, line.key), line.parts) for line in raw]
    )
    whole = found.totals if found.totals is not None else _sum(lines)
    names = _namers(report)
    under_way = _under_way(report, lines, names)
    lines, beyond = _first_lines(report, lines, names)
    written = [_line(report, line, names) for line in lines]
    totals = _values(report, whole) if whole is not None else tuple(None for _each in report.measures)
    return ReportTable(
        groups=tuple(str(group.label) for group in report.groups),
        measures=tuple(str(measure.label) for measure in report.measures),
        units=_units(report, [*(line.values for line in written), totals]),
        lines=written,
        totals=totals,
        list_key=report.subject.list_key if report.subject.leads else "",
        filter=report.spec.filter_text,
        beyond=beyond,
        foreign=found.foreign,
        under_way=under_way,
    )


def _units(report: Understood, values: Sequence[tuple[Decimal | None, ...]]) -> tuple[Unit, ...]:
    """The units of the measures; decimals are shown where a value of the column has some."""
    units = [measure.unit for measure in report.measures]
    for place, unit in enumerate(units):
        if unit is Unit.DECIMAL and all(
            row[place] is None or row[place] == int(row[place] or 0) for row in values
        ):
            units[place] = Unit.NUMBER
    return tuple(units)


def _under_way(report: Understood, lines: Sequence[Line], names: Sequence[Callable[[Any], str]]) -> str:
    """The period that holds today, in words, where it is one of the lines and counts only what is past."""
    for place, group in enumerate(report.groups):
        if group.period and group.is_past:
            now = period_of(report.spec.today, group.period)
            if any(line.key[place] == now for line in lines):
                return names[place](now)
    return ""


def _gathered(report: Understood, key: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    return tuple(_gather(group, value) for group, value in zip(report.groups, key, strict=True))


def _gather(group: Dimension, value: Any) -> Hashable:
    if group.period:
        return period_start(value, group.period)
    gathered: Hashable = None if value == "" else value
    return gathered


def _sum(lines: Sequence[Line]) -> Sequence[Any] | None:
    whole = fold(lines, lambda _key: ())
    return whole[0].parts if whole else None


def _first_lines(
    report: Understood, lines: list[Line], names: Sequence[Callable[[Any], str]]
) -> tuple[list[Line], int]:
    if not report.groups:
        return lines, 0
    place, descending, by_value = _order(report)
    start = sum(len(measure.parts) for measure in report.measures[:place])
    measure = report.measures[place]

    def value(parts: Sequence[Any]) -> Decimal | None:
        return measure.finish(parts[start : start + len(measure.parts)])

    is_calendar = _is_calendar(report)
    ranked = ranked_values(
        lines,
        value=value,
        descending=descending,
        by_value=by_value,
        name=_sortable(report.groups[0], names[0]),
    )
    # Of periods the latest matter.
    first = ranked[::-1] if is_calendar else ranked
    kept, beyond = keep_first(lines, first, report.asked.top, additive=report.adds)
    rank = {key: at for at, key in enumerate(ranked)} | {REST: -1 if is_calendar else len(ranked)}
    second = _sortable(report.groups[1], names[1]) if len(report.groups) > 1 else (lambda _key: "")
    kept.sort(key=lambda line: (rank[line.key[0]], line.key[-1] is None, second(line.key[-1])))
    return kept, beyond


def _is_calendar(report: Understood) -> bool:
    """Whether periods follow each other, from the past to today."""
    _place, descending, by_value = _order(report)
    return bool(report.groups[0].period) and not descending and not by_value


def _order(report: Understood) -> tuple[int, bool, bool]:
    """By which measure, the largest first or not, or by name: periods follow each other unless told otherwise."""
    keys = [measure.key for measure in report.measures]
    asked = report.asked.sort.removeprefix("-")
    if asked in keys:
        return keys.index(asked), report.asked.sort.startswith("-"), True
    if report.groups[0].period or report.groups[0].follows:
        return 0, False, False
    return 0, True, True


def _sortable(group: Dimension, name: Callable[[Any], str]) -> Callable[[Any], Any]:
    if group.follows:
        places = {value: place for place, value in enumerate(group.follows)}
        return lambda key: places.get(key, len(places))
    if group.period:
        return lambda day: day.isoformat() if isinstance(day, date) else "~"
    return lambda key: "~" if key == REST else name(key).casefold()


def _line(report: Understood, line: Line, names: Sequence[Callable[[Any], str]]) -> ReportLine:
    rest = str(_("Avant") if report.groups and _is_calendar(report) else _("Les autres"))
    said = tuple(rest if key == REST else name(key) for key, name in zip(line.key, names, strict=True))
    return ReportLine(said, _values(report, line.parts), _filter(report, line.key))


def _values(report: Understood, parts: Sequence[Any]) -> tuple[Decimal | None, ...]:
    values, start = [], 0
    for measure in report.measures:
        values.append(measure.finish(parts[start : start + len(measure.parts)]))
        start += len(measure.parts)
    return tuple(values)


def _namers(report: Understood) -> Sequence[Callable[[Any], str]]:
    return [_namer(report, group) for group in report.groups]


def _namer(report: Understood, group: Dimension) -> Callable[[Any], str]:
    nothing = str(_("Non renseigné"))
    language = (get_language() or "fr")[:2]
    if group.period:
        return lambda day: _period_name(day, group.period, language) if day is not None else nothing
    if group.is_person:
        people = report.spec.directory.people
        nobody = str(_("Personne"))
        return lambda key: people[key].full_name if key in people else nobody
    words = group.words or str
    return lambda value: words(value) if value not in (None, "") else nothing


def _period_name(day: date, period: str, language: str) -> str:
    if period == "month":
        return format_month(day, language)
    if period == "quarter":
        return f"{'T' if language == 'fr' else 'Q'}{(day.month + 2) // 3} {day.year}"
    return str(day.year)


def _filter(report: Understood, key: Sequence[Any]) -> str:
    """The filter of the list that holds the records of a line; empty where no list says it."""
    if not report.subject.leads:
        return ""
    conditions: list[Condition | Group] = [report.spec.filter, *report.subject.base]
    for group, value in zip(report.groups, key, strict=True):
        column = report.spec.readable.get(group.list_field)
        if value == REST or column is None or not column.filterable:
            return ""
        conditions.append(_condition(report, group, value))
    return write_filter(normalise(tuple(conditions)))


def _condition(report: Understood, group: Dimension, value: Any) -> Condition:
    field = group.list_field
    if value is None:
        return Condition(field, Operator.EMPTY, ())
    if group.period:
        months = {"month": 0, "quarter": 2, "year": 11}[group.period]
        last = value.replace(month=value.month + months)
        return Condition(field, Operator.BETWEEN, (value.isoformat(), end_of_month(last).isoformat()))
    if group.is_person:
        people = report.spec.directory.people
        return Condition(field, Operator.IS, (people[value].public_id if value in people else "",))
    return Condition(field, Operator.IS, (str(value),))
