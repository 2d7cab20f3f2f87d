"""Price lists as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from negoce.catalogue.models import PriceList, PriceListItem, Product
from negoce.catalogue.rules.list_overlaps import ListSpan, overlaps
from negoce.catalogue.rules.pricing import Validity
from negoce.kit.explain import Explanation
from negoce.kit.text import name_key

PAGE_ITEMS = 100


class ListState(StrEnum):
    """Where a list stands on a day."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    OVER = "over"
    RETIRED = "retired"


def list_state(found: PriceList, day: date) -> ListState:
    """Where a list stands on a day."""
    if not found.is_active:
        return ListState.RETIRED
    if found.starts_on and found.starts_on > day:
        return ListState.TO_COME
    return ListState.OVER if found.ends_on and found.ends_on < day else ListState.IN_FORCE


def price_lists() -> QuerySet[PriceList]:
    """Every list with the number of products it prices (`product_count`), those in use first."""
    counted = PriceList.objects.annotate(product_count=Count("items__product", distinct=True))
    return counted.order_by("-is_active", "customer_kind", "-priority", "name", "id")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some lines of a list, by product then quantity; `after` is where the next ones begin, 0 when there are none."""

    items: Sequence[PriceListItem]
    after: int


def list_items(found: PriceList, words: str = "", after: int = 0, limit: int = PAGE_ITEMS) -> ItemPage:
    """The lines whose product's code begins so or whose label holds the words; one query."""
    rows = PriceListItem.objects.filter(price_list=found).select_related("product")
    for key in name_key(words.replace("\x00", "")).split()[:6]:
        rows = rows.filter(Q(product__label_key__contains=key) | Q(product__code__istartswith=key))
    ordered = rows.order_by("product__code", "product_id", "min_quantity", "id")
    page = list(ordered[after : after + limit + 1])
    return ItemPage(page[:limit], after + limit if len(page) > limit else 0)


def prices_of(product: Product) -> Sequence[PriceListItem]:
    """The prices of a product in the lists in use, those of a kind of customer first; one query."""
    rows = PriceListItem.objects.filter(product=product, price_list__is_active=True).select_related(
        "price_list"
    )
    return list(
        rows.order_by("-price_list__customer_kind", "price_list__name", "min_quantity", "id")[:PAGE_ITEMS]
    )


def list_overlaps(found: PriceList) -> Sequence[Explanation]:
    """Which other lists in use price the same products for the same customers on the same days; two queries."""
    if not found.is_active:
        return []
    own = PriceListItem.objects.filter(price_list=found).order_by().values("product_id")
    others = PriceListItem.objects.filter(
        product_id__in=own, price_list__is_active=True, price_list__currency=found.currency
    ).exclude(price_list=found)
    common = dict(
        others.order_by()
        .values("price_list_id")
        .annotate(n=Count("product_id", distinct=True))
        .values_list("price_list_id", "n")
    )
    rows = PriceList.objects.filter(pk__in=common).order_by("name", "id")
    return overlaps(_span(found), [_span(row, common[row.pk]) for row in rows])


def _span(found: PriceList, common: int = 0) -> ListSpan:
    validity = Validity(found.starts_on, found.ends_on)
    return ListSpan(found.name, found.customer_kind, found.priority, validity, common)
