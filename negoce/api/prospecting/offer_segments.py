"""What is sold to whom: each family in each segment, and what is worth attacking."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.records.schemas import REF
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, PERHAPS, TEXT, amount, day, items_of, record
from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.enums import SegmentDimension
from negoce.portfolio.queries.offer_segments import OfferMatrix, Target, euros, offer_matrix
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor

# Views are each person's own: the page asks for one, a program filters companies instead.
_DIMENSIONS = [each.value for each in SegmentDimension if each is not SegmentDimension.VIEW]


def _matrix(call: Call) -> Answer:
    by = call.query.get("by", "") or SegmentDimension.SECTOR.value
    if by not in _DIMENSIONS:
        raise invalid("by", _now("Choisissez dans la liste."))
    margin = call.actor.may_read(FieldGroup.MARGIN)
    matrix = offer_matrix(scope_of_actor(call.actor).key, SegmentDimension(by))
    if matrix is None:
        return Answer({"by": by, "as_of": None, "items": [], "targets": []})
    names = _families(matrix)
    return Answer(
        {
            "by": by,
            "as_of": day(matrix.as_of),
            "items": [
                _pair(matrix, family, segment.key, names, margin=margin)
                for family in matrix.families
                for segment in matrix.segments
                if (family, segment.key) in matrix.pairs
            ],
            "targets": [_target(each, names) for each in matrix.targets(margin=margin)],
        }
    )


def _pair(
    matrix: OfferMatrix, family: int, segment: str, names: Mapping[int, Mapping[str, str]], *, margin: bool
) -> dict[str, Any]:
    figures = matrix.figures(family, segment)
    found = {
        "family": names.get(family),
        "segment": segment or None,
        "revenue": amount(euros(figures.cents)),
        "revenue_year_before": amount(euros(figures.past_cents)),
        "growth_percent": _number(figures.growth),
        "buyers": figures.buyers,
        "offers_won": figures.won,
        "offers_lost": figures.lost,
        "win_rate": _number(figures.win_rate),
    }
    if margin:
        found["margin_rate"] = _number(figures.margin_rate)
        found["class"] = matrix.judged(family, segment).value.value
    return found


def _target(target: Target, names: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    found = target.worked.value
    return {
        "family": names.get(target.family),
        "segment": target.segment.key,
        "companies": found.companies,
        "worth": amount(found.worth),
    }


def _families(matrix: OfferMatrix) -> Mapping[int, Mapping[str, str]]:
    rows = ProductFamily.objects.filter(pk__in=matrix.families).order_by("pk")
    return {each.pk: {"id": each.public_id, "name": each.name} for each in rows}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


_PAIR: dict[str, Any] = record(
    {
        "family": REF,
        **dict.fromkeys(("segment", "growth_percent", "win_rate", "margin_rate", "class"), PERHAPS),
        **dict.fromkeys(("revenue", "revenue_year_before"), AMOUNT),
        **dict.fromkeys(("buyers", "offers_won", "offers_lost"), COUNT),
    }
)
_TARGET: dict[str, Any] = record({"family": REF, "segment": TEXT, "companies": COUNT, "worth": AMOUNT})
_BY = Parameter(
    "by", _("Clientèles regroupées par : sector, buyer_type, kind, size, region ou territory."),
    {"type": "string", "enum": _DIMENSIONS},
)  # fmt: skip
OFFER_SEGMENTS = (
    Endpoint(
        "GET", "offer-segments", "get_offer_segments",
        _("Ce qui se vend à qui, par famille et par clientèle, et ce qui vaut d’être attaqué"),
        S.PROSPECTING_READ, _matrix, query=(_BY,),
        answer=lambda: items_of(_PAIR, by=TEXT, as_of=DAY, targets={"type": "array", "items": _TARGET}),
        group=_("Prospection"),
    ),
)  # fmt: skip
