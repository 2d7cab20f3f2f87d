"""The matrix of offers and segments as a table: lines, columns, what stands in none of them, totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.portfolio.enums import OfferKind, OfferSegmentClass
from negoce.portfolio.matrices.words import CLASSES
from negoce.portfolio.measures.offer_segment import ALL
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, Segment
from negoce.web.matrices.offer_asked import OffersAsked
from negoce.web.matrices.offer_measures import heat, measured, shade

_NONE: Mapping[str, object] = {"shade": 0, "class": "", "url": "", "label": ""}


def offer_table(
    asked: OffersAsked,
    matrix: OfferMatrix,
    families: Sequence[int],
    segments: Sequence[Segment],
    *,
    rest: bool = True,
) -> Mapping[str, Any]:
    """These offers by these segments. With `rest` the others stand together in a last line and a last column, so that
    each line and each column adds up to its total; lists overlap, so no column holds the others.
    """
    measure = asked.measure
    most = heat(matrix, measure, families, segments)
    shown = {each.key for each in segments}
    others = [each for each in matrix.segments if rest and asked.adds_up and each.key not in shown]
    lines: list[Mapping[str, Any]] = []
    for family in families:
        offer = asked.offer(family)
        cells: list[Mapping[str, object]] = [
            {
                **_cell(matrix, measure, family, segment.key, most),
                "url": asked.url(cell=f"{offer.public_id or 0}:{segment.key}") + "#why",
                "label": f"{offer.name} × {asked.title(segment.key)}",
            }
            for segment in segments
        ]
        cells += _others(measure, matrix.together([family], others), others)
        total = measured(measure, matrix.by_family[family])
        lines.append({"name": offer.name, "cells": cells, "total": total, "rest": False})
    left = [each for each in matrix.other_families if rest]
    if left:
        cells = [{**_NONE, "words": measured(measure, matrix.together(left, [each]))} for each in segments]
        cells += _others(measure, matrix.together(left, others), others)
        whole = sum((matrix.total(each) for each in left), start=Figures())
        lines.append(
            {"name": _left(asked.kind, left), "cells": cells, "total": measured(measure, whole), "rest": True}
        )
    foot = [measured(measure, matrix.by_segment.get(each.key, Figures())) for each in segments]
    heads = [asked.title(each.key) for each in segments]
    if others:
        heads.append(_("Autres (%(count)s)") % {"count": len(others)})
        foot.append(measured(measure, matrix.together([ALL], others)))
    return {
        "segments": heads,
        "lines": lines,
        "foot": foot,
        "whole": measured(measure, matrix.whole),
        "by_class": measure == "class",
    }


def _left(kind: OfferKind, left: Sequence[int]) -> str:
    if kind is OfferKind.PRODUCT:
        return _("Autres produits")
    return _("Autres familles (%(count)s)") % {"count": len(left)}


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
