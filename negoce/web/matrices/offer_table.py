"""The matrix of offers and segments as a table: lines, columns, what stands in none of them, totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.portfolio.enums import OfferSegmentClass
from negoce.portfolio.matrices.words import CLASSES
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, Segment
from negoce.ui.words.figures import NOTHING
from negoce.web.matrices.offer_measures import heat, measured, shade
from negoce.web.matrices.offer_segments import family_names, segment_names

Url = Callable[..., str]
_NONE: Mapping[str, object] = {"shade": 0, "class": "", "url": "", "label": ""}


def offer_table(
    matrix: OfferMatrix,
    measure: str,
    url: Url,
    families: Sequence[int],
    segments: Sequence[Segment],
    *,
    rest: bool = True,
) -> Mapping[str, Any]:
    """These families by these segments. With `rest` the others stand together in a last line and a last column, so that
    each line and each column adds up to its total.
    """
    names = family_names(families)
    titles = segment_names(matrix.dimension, (each.key for each in segments))
    most = heat(matrix, measure, families, segments)
    shown = {each.key for each in segments}
    other_segments = [each for each in matrix.segments if rest and each.key not in shown]
    other_families = [each for each in matrix.families if rest and each not in set(families)]
    lines = []
    for family in families:
        public_id, name = names.get(family, ("", NOTHING))
        cells = [
            {
                **_cell(matrix, measure, family, segment.key, most),
                "url": url(cell=f"{public_id or 0}:{segment.key}") + "#why",
                "label": f"{name} × {titles[segment.key]}",
            }
            for segment in segments
        ]
        cells += _others(measure, matrix.together([family], other_segments), other_segments)
        total = measured(measure, matrix.by_family[family])
        lines.append({"name": name, "cells": cells, "total": total, "rest": False})
    if other_families:
        cells = [
            {**_NONE, "words": measured(measure, matrix.together(other_families, [segment]))}
            for segment in segments
        ]
        whole = matrix.together(other_families, matrix.segments)
        cells += _others(measure, matrix.together(other_families, other_segments), other_segments)
        named = _("Autres familles (%(count)s)") % {"count": len(other_families)}
        lines.append({"name": named, "cells": cells, "total": measured(measure, whole), "rest": True})
    foot = [measured(measure, matrix.by_segment.get(each.key, Figures())) for each in segments]
    heads = [titles[each.key] for each in segments]
    if other_segments:
        heads.append(_("Autres (%(count)s)") % {"count": len(other_segments)})
        together = sum(
            (matrix.by_segment.get(each.key, Figures()) for each in other_segments), start=Figures()
        )
        foot.append(measured(measure, together))
    return {
        "segments": heads,
        "lines": lines,
        "foot": foot,
        "whole": measured(measure, matrix.whole),
        "by_class": measure == "class",
    }


def _others(measure: str, figures: Figures, segments: Sequence[Segment]) -> list[Mapping[str, object]]:
    return [{**_NONE, "words": measured(measure, figures)}] if segments else []


def _cell(
    matrix: OfferMatrix, measure: str, family: int, segment: str, most: Decimal
) -> Mapping[str, object]:
    figures = matrix.figures(family, segment)
    if measure == "class":
        found = matrix.judged(family, segment).value
        return {"words": str(CLASSES[found.value]), "shade": 0, "class": found.value}
    return {
        "words": measured(measure, figures),
        "shade": shade(measure, figures, most),
        "class": OfferSegmentClass.NOT_SERVED.value if figures.pair.is_empty else "",
    }
