"""What the address of the matrix of offers asks: whose companies, in which columns, which offers, by which measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.companies.rules.filters import Condition, Group
from negoce.identity.enums import FieldGroup
from negoce.portfolio.enums import OfferKind, SegmentDimension
from negoce.portfolio.queries.offer_segments import OfferMatrix, offer_matrix
from negoce.ui.words.figures import NOTHING
from negoce.web.http import actor_of
from negoce.web.matrices.offer_measures import MARGIN_MEASURES, MEASURES
from negoce.web.matrices.offer_segments import (
    Offer,
    ViewList,
    companies_of,
    lists_of,
    offers_named,
    segment_names,
)
from negoce.web.overview.asked import Asked, asked_of

OFFERS: Mapping[OfferKind, Any] = {
    OfferKind.FAMILY: _("Familles"),
    OfferKind.PRODUCT: _("Produits"),
}


@dataclass(frozen=True, slots=True)
class OffersAsked:
    """`matrix` is None before its first night; `lists` are those of the reader where columns are lists."""

    portfolio: Asked
    dimension: SegmentDimension
    kind: OfferKind
    measure: str
    margin: bool
    matrix: OfferMatrix | None
    lists: Mapping[str, ViewList]
    titles: Mapping[str, str]
    offers: Mapping[int, Offer]

    def url(self, name: str = "portfolio:offer_segments", **changes: str) -> str:
        """The address of the matrix with another choice."""
        given = {
            "scope": self.portfolio.choice.value,
            "by": self.dimension.value,
            "offers": "" if self.kind is OfferKind.FAMILY else self.kind.value,
            "measure": self.measure,
            **changes,
        }
        return f"{reverse(name)}?{urlencode({key: each for key, each in given.items() if each})}"

    def title(self, segment: str) -> str:
        """What a column is called."""
        return self.titles.get(segment, segment)

    def offer(self, key: int) -> Offer:
        """The name of a line, and how the list filters who bought it."""
        return self.offers.get(key, Offer("", NOTHING, ""))

    def companies(self, segment: str) -> tuple[Condition | Group, ...]:
        """The companies of a column, as the list filters them."""
        return (*self.portfolio.conditions, companies_of(self.dimension, segment, self.lists))

    @property
    def adds_up(self) -> bool:
        """Whether each company is in one column: not where columns are lists."""
        return self.dimension is not SegmentDimension.VIEW


def offers_asked(request: HttpRequest, *, by: SegmentDimension | None = None) -> OffersAsked:
    """Read the address; what the person may not see, or that is none, is passed over."""
    actor = actor_of(request)
    portfolio, margin = asked_of(request, actor), actor.may_read(FieldGroup.MARGIN)
    wanted, offers = request.GET.get("by", ""), request.GET.get("offers", "")
    dimension = by or (
        SegmentDimension(wanted) if wanted in set(SegmentDimension) else SegmentDimension.SECTOR
    )
    kind = OfferKind(offers) if offers in set(OfferKind) else OfferKind.FAMILY
    shown = measures_of(margin=margin)
    measure = request.GET.get("measure", "")
    matrix = offer_matrix(portfolio.choice.scope.key, dimension, kind)
    lists: Mapping[str, ViewList] = {}
    if matrix is not None and dimension is SegmentDimension.VIEW:
        lists = lists_of(actor)
        matrix = replace(matrix, segments=[each for each in matrix.segments if each.key in lists])
    titles = segment_names(dimension, [each.key for each in matrix.segments] if matrix else [], lists)
    names = offers_named(kind, matrix.families if matrix else [])
    return OffersAsked(
        portfolio,
        dimension,
        kind,
        measure if measure in shown else shown[0],
        margin,
        matrix,
        lists,
        titles,
        names,
    )


def measures_of(*, margin: bool) -> list[str]:
    """The measures that the reader may look at."""
    return [each for each in MEASURES if margin or each not in MARGIN_MEASURES]
