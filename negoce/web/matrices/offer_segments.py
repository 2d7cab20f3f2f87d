"""The segments of the matrix of offers: their words, and the companies of each as a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from negoce.catalogue.models import ProductFamily
from negoce.companies.enums import BuyerType, CompanyKind
from negoce.companies.reference.tables import departments
from negoce.companies.rules.filters import Condition, Operator
from negoce.companies.words.choices import SIZE_LABELS, choice_label
from negoce.identity.models import Territory
from negoce.portfolio.enums import SegmentDimension
from negoce.portfolio.facts.offer_segment_rows import divisions_of
from negoce.portfolio.matrices.words import REGIONS, SECTIONS, WITHOUT

D = SegmentDimension
_COLUMNS: Mapping[SegmentDimension, str] = {
    D.SECTOR: "activity_code",
    D.SIZE: "size_class",
    D.REGION: "department",
}


def segment_names(dimension: SegmentDimension, keys: Iterable[str]) -> Mapping[str, str]:
    """What each segment is called."""
    wanted = list(keys)
    own: Mapping[str, str] = {}
    if dimension is D.TERRITORY:
        own = dict(Territory.objects.filter(public_id__in=wanted).order_by().values_list("public_id", "name"))
    return {
        key: own.get(key, "") or (_name(dimension, key) if key else str(WITHOUT[dimension])) for key in wanted
    }


def family_names(keys: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Public id and name of families; 0 stands for products without one."""
    rows = ProductFamily.objects.filter(pk__in=list(keys)).order_by()
    found = {pk: (public_id, name) for pk, public_id, name in rows.values_list("pk", "public_id", "name")}
    return {0: ("", _("Sans famille")), **found}


def companies_of(dimension: SegmentDimension, segment: str) -> Condition:
    """The companies of a segment, as the list filters them."""
    if not segment:
        return Condition(_COLUMNS.get(dimension, dimension.value), Operator.EMPTY)
    if dimension is D.SECTOR:
        return Condition("activity_code", Operator.STARTS, divisions_of(segment))
    if dimension is D.REGION:
        own = sorted(code for code, row in departments().items() if row.region == segment)
        return Condition("department", Operator.IS, tuple(own))
    if dimension is D.TERRITORY:
        name = Territory.objects.filter(public_id=segment).values_list("name", flat=True).first()
        return Condition("territory", Operator.IS, (name or "",))
    return Condition(_COLUMNS.get(dimension, dimension.value), Operator.IS, (segment,))


def bought(family: str, *, yes: bool) -> Condition:
    """Companies that bought a family within 24 months, or did not."""
    return Condition("family_bought", Operator.IS if yes else Operator.IS_NOT, (family,))


def _name(dimension: SegmentDimension, key: str) -> str:
    if dimension is D.SECTOR:
        return str(SECTIONS.get(key, key))
    if dimension is D.BUYER_TYPE:
        return str(choice_label(BuyerType, key))
    if dimension is D.KIND:
        return str(choice_label(CompanyKind, key))
    return str(SIZE_LABELS.get(key, key)) if dimension is D.SIZE else REGIONS.get(key, key)
