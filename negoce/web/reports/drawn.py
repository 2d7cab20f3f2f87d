"""A report as its page shows it: the chart, the rows in words, where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.portfolio.queries.reports.table import ReportLine, ReportTable
from negoce.portfolio.queries.reports.understood import Understood
from negoce.ui.charts import Chart, ChartKind, Figure, Series, Unit
from negoce.ui.components.charts import figure
from negoce.ui.components.tables import FootCell, TableColumn

_KINDS = {"bars": ChartKind.BARS, "stacked": ChartKind.STACKED, "lines": ChartKind.LINES}
_HUES = ("accent", "info", "warn", "good", "bad", "accent-light", "ink-3", "life-new", "life-dormant")
# More lines than that make no picture.
_MOST_DRAWN, _MOST_SERIES = 60, 8
_SEEN = 25


def drawn(report: Understood, table: ReportTable) -> Mapping[str, object]:
    """What the template shows."""
    return {
        "table": True,
        "columns": [
            *(TableColumn(label) for label in table.groups),
            *(TableColumn(label, numeric=True) for label in table.measures),
        ],
        "lines": [
            {
                "names": line.names,
                "url": _url(table, line),
                "values": [figure(value, unit) for value, unit in zip(line.values, table.units, strict=True)],
            }
            for line in table.lines
        ],
        "foot": _foot(table),
        "totals": []
        if table.groups
        else [
            (label, figure(value, unit))
            for label, value, unit in zip(table.measures, table.totals, table.units, strict=True)
        ],
        "beyond": table.beyond,
        "notes": notes(table),
        "chart": _chart(report, table),
        "list_url": f"{reverse(f'lists:{table.list_key}')}?{urlencode({'filter': table.filter})}"
        if table.list_key
        else "",
    }


def notes(table: ReportTable) -> Sequence[str]:
    """What a reader must know to read the figures right."""
    found = []
    if table.under_way:
        found.append(
            _("%(period)s n’est pas fini : ses chiffres s’arrêtent à aujourd’hui.")
            % {"period": table.under_way}
        )
    if table.foreign:
        found.append(
            ngettext(
                "%(number)s fiche est dans une autre devise : elle est comptée, mais son montant ne s’ajoute pas à des "
                "euros.",
                "%(number)s fiches sont dans une autre devise : elles sont comptées, mais leurs montants ne s’ajoutent "
                "pas à des euros.",
                table.foreign,
            )
            % {"number": figure(table.foreign, Unit.NUMBER)}
        )
    return found


def _foot(table: ReportTable) -> Sequence[FootCell]:
    width = len(table.groups)
    first = [FootCell(_("Total"), strong=True), *[FootCell()] * (width - 1)] if width else []
    values = [
        FootCell(figure(value, unit), numeric=True, strong=True)
        for value, unit in zip(table.totals, table.units, strict=True)
    ]
    return [*first, *values]


def _url(table: ReportTable, line: ReportLine) -> str:
    if not table.list_key or not line.filter:
        return ""
    return f"{reverse(f'lists:{table.list_key}')}?{urlencode({'filter': line.filter})}"


def _chart(report: Understood, table: ReportTable) -> Chart | None:
    kind = _KINDS.get(report.asked.chart)
    if kind is None or not table.groups or not table.lines:
        return None
    if len(table.groups) == 1:
        return _by_one(kind, table)
    return _by_two(kind, table, with_rest=kind is ChartKind.STACKED and report.adds)


def _by_one(kind: ChartKind, table: ReportTable) -> Chart:
    """The first measure, and beside it those of the same unit and of a like size."""
    lines = table.lines[:_MOST_DRAWN]
    series = [
        Series(
            table.measures[0],
            tuple(line.values[0] for line in lines),
            links=tuple(_url(table, line) for line in lines),
        )
    ]
    tallest = _tallest(series[0].values)
    for place in range(1, len(table.measures)):
        values = tuple(line.values[place] for line in lines)
        # Another unit, or bars that nobody would see, stay in the table.
        if table.units[place] is table.units[0] and _tallest(values) * _SEEN >= tallest:
            series.append(Series(table.measures[place], values, hue=_HUES[place % len(_HUES)]))
    return Chart(
        kind,
        f"{table.measures[0]}, {table.groups[0].lower()}",
        categories=tuple(line.names[0] for line in lines),
        series=tuple(series),
        unit=table.units[0],
        x_label=table.groups[0],
    )


def _tallest(values: Iterable[Figure | None]) -> float:
    """For comparing heights of bars, nothing else."""
    return max((abs(float(value)) for value in values if value is not None), default=0.0)


def _by_two(kind: ChartKind, table: ReportTable, *, with_rest: bool) -> Chart:
    """The first measure: the first group along the axis, the second as colours, the largest ones first.

    `with_rest` stacks what has no colour of its own too: the height of a stack is its total.
    """
    categories = list(dict.fromkeys(line.names[0] for line in table.lines))[:_MOST_DRAWN]
    sizes: dict[str, Decimal] = {}
    for line in table.lines:
        sizes[line.names[1]] = sizes.get(line.names[1], Decimal(0)) + abs(line.values[0] or Decimal(0))
    names = sorted(sizes, key=lambda name: (-sizes[name], name))
    values = {line.names: line for line in table.lines}
    rest = names[_MOST_SERIES:] if with_rest else []
    series = [
        Series(
            name,
            tuple(_value(values.get((category, name))) for category in categories),
            hue=_HUES[place % len(_HUES)],
            links=tuple(
                _url(table, values[category, name]) if (category, name) in values else ""
                for category in categories
            ),
        )
        for place, name in enumerate(names[:_MOST_SERIES])
    ]
    if rest:
        sums = tuple(_sum_of(values, category, rest) for category in categories)
        series.append(Series(_("Les autres"), sums, hue="line-strong"))
    return Chart(
        kind,
        f"{table.measures[0]}, {table.groups[0].lower()}, {table.groups[1].lower()}",
        categories=tuple(categories),
        series=tuple(series),
        unit=table.units[0],
        x_label=table.groups[0],
    )


def _sum_of(values: Mapping[tuple[str, ...], ReportLine], category: str, names: Sequence[str]) -> Decimal:
    return sum((_value(values.get((category, name))) or Decimal(0) for name in names), Decimal(0))


def _value(line: ReportLine | None) -> Decimal | None:
    return line.values[0] if line is not None else None
