"""The picture of the matrix: where each company, cell and word stands in it. Numbers alone, no markup."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.matrices.words import QUADRANTS
from negoce.portfolio.queries.target_matrix import MOST_DOTS, Dot, Matrix
from negoce.prospecting.queries.target_index import CELLS
from negoce.ui.words.figures import money, number
from negoce.web.life.hues import hue_of
from negoce.web.matrices.target_asked import DENSITY, MatrixAsked

WIDTH, HEIGHT = 640, 440
_LEFT, _TOP, _RIGHT, _BOTTOM = 30, 10, 634, 404
_LARGEST, _SMALLEST = 17.0, 3.0
_SHADES = 6
# Half of the weights at least, or the dot is hollow.
_SURE = 50


def x_of(accessibility: float) -> float:
    """From the left edge."""
    return round(_LEFT + (_RIGHT - _LEFT) * accessibility / 10, 1)


def y_of(potential: float) -> float:
    """From the top: potential grows upward."""
    return round(_BOTTOM - (_BOTTOM - _TOP) * potential / 10, 1)


def drawing(matrix: Matrix, asked: MatrixAsked) -> Mapping[str, Any]:
    """What the template draws."""
    density = asked.view == DENSITY
    middle_x, middle_y = x_of(5), y_of(5)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "top": _TOP,
        "right": _RIGHT,
        "bottom": _BOTTOM,
        "middle_x": middle_x,
        "middle_y": middle_y,
        "first": {"x": middle_x, "y": _TOP, "width": _RIGHT - middle_x, "height": middle_y - _TOP},
        "labels": _labels(matrix),
        "ticks": [{"at": each, "x": x_of(each), "y": y_of(each)} for each in (0, 5, 10)],
        "cells": _cells(matrix, asked) if density else [],
        "dots": [] if density else _dots(matrix.dots),
        "legend": [] if density else _legend(matrix.dots),
        "said": _said(matrix, density=density),
    }


def _labels(matrix: Matrix) -> Sequence[Mapping[str, object]]:
    places = {
        1: (_RIGHT - 8, _TOP + 16, "end"),
        2: (_LEFT + 8, _TOP + 16, "start"),
        3: (_RIGHT - 8, _BOTTOM - 8, "end"),
        4: (_LEFT + 8, _BOTTOM - 8, "start"),
    }
    return [
        {
            "priority": priority,
            "x": x,
            "y": y,
            "anchor": anchor,
            "words": f"{QUADRANTS[priority]} · {about(matrix.quadrants[priority].companies, matrix)}",
        }
        for priority, (x, y, anchor) in places.items()
    ]


def about(count: int, matrix: Matrix) -> str:
    """A number of companies; « ≈ » when it was counted on a part of them."""
    return f"≈ {number(count)}" if matrix.one_in > 1 and count else number(count)


def _cells(matrix: Matrix, asked: MatrixAsked) -> Sequence[Mapping[str, object]]:
    most = max(matrix.cells.values(), default=1)
    wide, high = (_RIGHT - _LEFT) / CELLS, (_BOTTOM - _TOP) / CELLS
    found = []
    for place, count in sorted(matrix.cells.items()):
        row, column = divmod(place, CELLS)
        # By its logarithm: a few full cells would leave all others white.
        shade = max(math.ceil(math.log(count + 1) / math.log(most + 1) * _SHADES), 1)
        found.append(
            {
                "id": f"cell-{place}",
                "x": round(_LEFT + column * wide, 1),
                "y": round(_BOTTOM - (row + 1) * high, 1),
                "width": round(wide, 1),
                "height": round(high, 1),
                "shade": shade,
                "count": about(count, matrix),
                "range": _range(row, column),
                "url": "" if asked.tried else asked.companies_url(*_conditions(row, column)),
            }
        )
    return found


def _conditions(row: int, column: int) -> Sequence[Condition]:
    def between(name: str, step: int) -> Sequence[Condition]:
        low, high = f"{step / 2:g}", f"{(step + 1) / 2:g}"
        floor = Condition(name, Operator.AT_LEAST, (low,))
        return (floor,) if step == CELLS - 1 else (floor, Condition(name, Operator.UNDER, (high,)))

    return (*between("potential_index", row), *between("accessibility_index", column))


def _range(row: int, column: int) -> str:
    return _("potentiel %(row)s à %(row_end)s, accessibilité %(column)s à %(column_end)s") % {
        "row": number(Decimal(row) / 2, 1),
        "row_end": number(Decimal(row + 1) / 2, 1),
        "column": number(Decimal(column) / 2, 1),
        "column_end": number(Decimal(column + 1) / 2, 1),
    }


def _dots(dots: Sequence[Dot]) -> Sequence[Mapping[str, object]]:
    most = max((float(each.size or 0) for each in dots), default=0.0) or 1.0
    # Worded once, not once a dot: the picture is drawn again at each step of a weight.
    words = _("Potentiel %(p)s, accessibilité %(a)s · CA accessible %(s)s · critères connus %(k)s %%")
    found = [
        {
            "id": f"dot-{each.public_id}",
            "name": each.name,
            "url": reverse("companies:record", args=[each.public_id]),
            "x": x_of(each.accessibility),
            "y": y_of(each.potential),
            "r": round(max(_LARGEST * math.sqrt(float(each.size or 0) / most), _SMALLEST), 1),
            "life": hue_of(each.status),
            "status": str(STATUS_LABELS[LifeStatus(each.status)]),
            "potential": number(Decimal(str(each.potential)), 2),
            "accessibility": number(Decimal(str(each.accessibility)), 2),
            "size": money(each.size),
            "hollow": each.known < _SURE,
            "known": each.known,
            # In the order of the sliders: the picture follows them before the answer is there.
            "notes": ",".join("" if note is None else str(note) for note in each.notes),
        }
        for each in dots
    ]
    for dot in found:
        dot["about"] = words % {
            "p": dot["potential"],
            "a": dot["accessibility"],
            "s": dot["size"],
            "k": dot["known"],
        }
    return found


def _legend(dots: Sequence[Dot]) -> Sequence[tuple[str, str]]:
    present = {each.status for each in dots}
    return [(hue_of(status), str(label)) for status, label in STATUS_LABELS.items() if status in present]


def _said(matrix: Matrix, *, density: bool) -> Sequence[str]:
    """What the picture leaves out."""
    found = []
    if density:
        found.append(_("Chaque case compte ses entreprises, plus foncée quand il y en a plus."))
    elif matrix.placed > MOST_DOTS:
        found.append(
            _("Les %(shown)s plus gros CA accessibles sont dessinés, sur %(all)s entreprises placées.")
            % {"shown": number(len(matrix.dots)), "all": about(matrix.placed, matrix)}
        )
    if matrix.one_in > 1:
        found.append(_("Essai compté sur une entreprise sur %(part)s.") % {"part": matrix.one_in})
    if matrix.unplaced:
        words = ngettext(
            "%(count)s entreprise n’est pas placée : aucun critère connu sur un des deux indices.",
            "%(count)s entreprises ne sont pas placées : aucun critère connu sur un des deux indices.",
            matrix.unplaced,
        )
        found.append(words % {"count": about(matrix.unplaced, matrix)})
    return found
