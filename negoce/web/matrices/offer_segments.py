"""The lines and columns of the matrix of offers: their words, and the companies of each as a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.enums import BuyerType, CompanyKind
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.lists.views import views_of
from negoce.companies.reference.tables import departments
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.companies.words.choices import SIZE_LABELS, choice_label
from negoce.identity.models import Territory
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from negoce.portfolio.enums import OfferKind, SegmentDimension
from negoce.portfolio.facts.offer_segment_rows import DECIDED_MONTHS, divisions_of
from negoce.portfolio.facts.offer_segment_views import LIST, is_for_all
from negoce.portfolio.matrices.words import REGIONS, SECTIONS, WITHOUT

D = SegmentDimension
_COLUMNS: Mapping[SegmentDimension, str] = {
    D.SECTOR: "activity_code",
    D.SIZE: "size_class",
    D.REGION: "department",
}


@dataclass(frozen=True, slots=True)
class ViewList:
    """A saved list as a column: its name and its filter."""

    label: str
    filter: Group


@dataclass(frozen=True, slots=True)
class Offer:
    """A line: its key in addresses ("" for none), its name, the code of a product."""

    public_id: str
    name: str
    code: str


def segment_names(
    dimension: SegmentDimension, keys: Iterable[str], lists: Mapping[str, ViewList]
) -> Mapping[str, str]:
    """What each segment is called."""
    wanted = list(keys)
    own: Mapping[str, str] = {key: each.label for key, each in lists.items()}
    if dimension is D.TERRITORY:
        own = dict(Territory.objects.filter(public_id__in=wanted).order_by().values_list("public_id", "name"))
    return {
        key: own.get(key, "") or (_name(dimension, key) if key else str(WITHOUT.get(dimension, "")))
        for key in wanted
    }


def lists_of(actor: Actor) -> Mapping[str, ViewList]:
    """The lists that may be columns for this person: shared or their own, wholly understood, not about the reader."""
    found = {}
    for each in views_of(LISTS[LIST], actor):
        if is_for_all(each.asked.filter):
            spec = understand(LISTS[LIST], actor, Asked(filter=each.asked.filter))
            if not spec.problems:
                found[each.key] = ViewList(str(each.label), spec.filter)
    return found


def offers_named(kind: OfferKind, keys: Iterable[int]) -> Mapping[int, Offer]:
    """What each family or product is called; 0 stands for products without a family."""
    if kind is OfferKind.PRODUCT:
        products = Product.objects.filter(pk__in=list(keys)).order_by()
        return {
            pk: Offer(public_id, label, code)
            for pk, public_id, label, code in products.values_list("pk", "public_id", "label", "code")
        }
    rows = ProductFamily.objects.filter(pk__in=list(keys)).order_by()
    found = {
        pk: Offer(public_id, name, "") for pk, public_id, name in rows.values_list("pk", "public_id", "name")
    }
    return {0: Offer("", _("Sans famille"), ""), **found}


def companies_of(
    dimension: SegmentDimension, segment: str, lists: Mapping[str, ViewList]
) -> Condition | Group:
    """The companies of a segment, as the list filters them."""
    if dimension is D.VIEW:
        return lists[segment].filter
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


def bought(offer: Offer, *, yes: bool) -> Condition | Group:
    """Companies that bought a family or a product within 24 months, or did not."""
    if not offer.code:
        operator = Operator.IS if yes else Operator.IS_NOT
        return Condition("family_bought", operator, (offer.public_id,))
    since = add_months(timezone.localdate(), -DECIDED_MONTHS).isoformat()
    if yes:
        return Condition("products", Operator.BOUGHT_SINCE, (since, offer.code))
    never = Condition("products", Operator.NEVER_BOUGHT, (offer.code,))
    before = Condition("products", Operator.NOT_BOUGHT_SINCE, (since, offer.code))
    return Group((never, before), any_of=True)


def _name(dimension: SegmentDimension, key: str) -> str:
    if dimension is D.SECTOR:
        return str(SECTIONS.get(key, key))
    if dimension is D.BUYER_TYPE:
        return str(choice_label(BuyerType, key))
    if dimension is D.KIND:
        return str(choice_label(CompanyKind, key))
    return str(SIZE_LABELS.get(key, key)) if dimension is D.SIZE else REGIONS.get(key, key)
