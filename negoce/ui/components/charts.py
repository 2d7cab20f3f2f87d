"""A chart: its data for `<n-chart>`, and the same figures as a table for who reads rather than looks."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.kit.money import NARROW_SPACE, NO_BREAK_SPACE, format_decimal, format_money_round
from negoce.ui.charts import HUES, Chart, ChartKind, Figure, Series, Unit
from negoce.ui.components.buttons import one_of
from negoce.ui.html import safe_url, text
from negoce.ui.icons import icon
from negoce.ui.words.say import reader_language

NOTHING = "—"
# What `</script>` would end, as Django's json_script writes it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_DOTS = (ChartKind.BUBBLES, ChartKind.CALIBRATION)

Row: TypeAlias = tuple[SafeString | str, ...]


def chart(it: Chart) -> SafeString:
    """The chart, its table and its file. Raises TypeError on a hue that is no token; draws a dash when empty."""
    if it.is_empty:
        return SafeString(f'<p class="muted chart-none">{text(_("Rien à montrer encore."))}</p>')
    data = json.dumps(_data(it), cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    title = text(it.title)
    return SafeString(
        f'<n-chart data-kind="{it.kind}" data-height="{it.height}">'
        f'<script type="application/json">{data}</script>'
        f'<div class="chart-canvas" role="img" aria-label="{title}"></div>'
        '<div class="chart-tools">'
        f'<button class="button" type="button" data-kind="quiet" data-size="small" data-png hidden>{icon("download")}'
        f"<span>PNG</span></button></div>"
        f'<details class="chart-table"><summary>{text(_("Voir en tableau"))}</summary>{table(it)}</details>'
        "</n-chart>"
    )


def table(it: Chart) -> SafeString:
    """The figures of a chart as a table, each leading to the list behind it."""
    head, rows = _rows(it)
    cells = "".join(f'<th scope="col"{_numeric(place)}>{text(name)}</th>' for place, name in enumerate(head))
    body = "".join(
        "<tr>" + "".join(f"<td{_numeric(place)}>{value}</td>" for place, value in enumerate(row)) + "</tr>"
        for row in rows
    )
    return SafeString(
        f'<div class="table-box" role="region" tabindex="0" aria-label="{text(it.title)}">'
        f'<table class="table"><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def figure(value: Figure | None, unit: Unit) -> str:
    """A figure in words, in the language of the reader; a dash for what is not known or not finite."""
    if value is None or not math.isfinite(value):
        return NOTHING
    language = reader_language()
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if unit is Unit.MONEY:
        return format_money_round(exact, language)
    if unit is Unit.PERCENT:
        written = format_decimal(exact, language, 1)
        return f"{written}{NARROW_SPACE}%" if language == "fr" else f"{written}%"
    decimals = 1 if unit is Unit.DECIMAL else 0
    written = format_decimal(exact, language, decimals)
    return f"{written}{NO_BREAK_SPACE}{_('j')}" if unit is Unit.DAYS else written


def _numeric(place: int) -> str:
    return ' class="num"' if place else ""


def _linked(words: str, url: str) -> SafeString:
    return SafeString(f'<a href="{text(safe_url(url))}">{text(words)}</a>' if url else text(words))


def _rows(it: Chart) -> tuple[list[str], Iterable[Row]]:
    if it.kind is ChartKind.HEAT:
        return _heat_rows(it)
    if it.kind is ChartKind.SANKEY:
        names = {node.key: node.name for node in it.nodes}
        flows = (
            (
                text(names[flow.source]),
                _linked(figure(flow.value, it.unit), flow.url),
                text(names[flow.target]),
            )
            for flow in it.flows
        )
        return [_("De"), _("Nombre"), _("Vers")], flows
    if it.kind in _DOTS:
        dots = (
            (
                _linked(dot.name, dot.url),
                text(figure(dot.x, it.x_unit)),
                text(figure(dot.y, it.unit)),
                text(figure(dot.size, it.size_unit)),
            )
            for dot in it.dots
        )
        return ["", it.x_label, it.y_label, _("Taille")], dots
    return _series_rows(it)


def _series_rows(it: Chart) -> tuple[list[str], Iterable[Row]]:
    head = [it.x_label]
    columns: list[tuple[Unit, tuple[Figure | None, ...], tuple[str, ...]]] = []
    for series in it.series:
        unit = series.unit or it.unit
        head.append(series.name)
        columns.append((unit, series.values, series.links))
        if series.low:
            head += [_("au moins"), _("au plus")]
            columns += [(unit, series.low, ()), (unit, series.high, ())]
    rows = (
        (
            text(category),
            *(
                _linked(figure(_at(values, place), unit), links[place] if place < len(links) else "")
                for unit, values, links in columns
            ),
        )
        for place, category in enumerate(it.categories)
    )
    return head, rows


def _heat_rows(it: Chart) -> tuple[list[str], Iterable[Row]]:
    cells = {(cell.row, cell.column): cell for cell in it.cells}
    rows = []
    for place, name in enumerate(it.rows):
        found = (cells.get((place, column)) for column in range(len(it.categories)))
        rows.append(
            (
                text(name),
                *(
                    NOTHING if each is None else _linked(figure(each.value, it.unit), each.url)
                    for each in found
                ),
            )
        )
    return ["", *it.categories], rows


def _at(values: tuple[Figure | None, ...], place: int) -> Figure | None:
    return values[place] if place < len(values) else None


def _number(value: Figure | None) -> float | int | None:
    """A figure for the drawing only; what is not finite is a hole."""
    if value is None or not math.isfinite(value):
        return None
    return value if isinstance(value, int) else float(value)


def _url(url: str) -> str:
    return str(safe_url(url)) if url else ""


def _hue(name: str) -> str:
    return one_of("chart", "hue", name, HUES)


def _series(it: Series) -> dict[str, Any]:
    given: dict[str, Any] = {
        "name": it.name,
        "values": [_number(value) for value in it.values],
        "hue": _hue(it.hue),
        "links": [_url(url) for url in it.links],
        "hues": [_hue(name) for name in it.hues],
        "line": it.line,
        "dashed": it.dashed,
        "unit": it.unit,
    }
    if it.low:
        given |= {"low": [_number(value) for value in it.low], "high": [_number(value) for value in it.high]}
    return given


def _data(it: Chart) -> dict[str, Any]:
    return {
        "kind": it.kind,
        "title": it.title,
        "unit": it.unit,
        "xUnit": it.x_unit,
        "sizeUnit": it.size_unit,
        "xLabel": it.x_label,
        "yLabel": it.y_label,
        "xSplit": _number(it.x_split),
        "ySplit": _number(it.y_split),
        "horizontal": it.horizontal,
        "categories": it.categories,
        "rows": it.rows,
        "series": [_series(series) for series in it.series],
        "cells": [
            {"column": cell.column, "row": cell.row, "value": _number(cell.value), "url": _url(cell.url)}
            for cell in it.cells
        ],
        "nodes": [
            {"key": node.key, "name": node.name, "hue": _hue(node.hue), "url": _url(node.url)}
            for node in it.nodes
        ],
        "flows": [
            {
                "source": flow.source,
                "target": flow.target,
                "value": _number(flow.value),
                "url": _url(flow.url),
            }
            for flow in it.flows
        ],
        "dots": [
            {
                "name": dot.name,
                "x": _number(dot.x),
                "y": _number(dot.y),
                "size": _number(dot.size),
                "hue": _hue(dot.hue),
                "group": dot.group,
                "url": _url(dot.url),
            }
            for dot in it.dots
        ],
    }
