"""What search finds of orders and of the catalogue: orders by reference, products by code and label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product
from negoce.companies.interfaces import SearchDocument, SearchHit, SearchSource
from negoce.companies.queries.search.among import among
from negoce.companies.queries.visible import company_rights
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import Condition, Operator
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order
from negoce.ui.words.say import short_day

REFERENCE_MIN = 3
# References that begin alike are read in order up to here, then the rights are looked at.
_READ_MAX = 2_000
_LAST = "\U0010ffff"


def _find_orders(actor: Actor, text: str, limit: int) -> Sequence[int]:
    """Orders whose reference begins with the text, in the order of references; one query."""
    begin = text.upper().replace("\0", "")
    if not REFERENCE_MIN <= len(begin) <= 60 or not any(char.isdigit() for char in begin):
        return []
    named = Order.objects.annotate(key=Upper("reference"))
    if connection.vendor == "sqlite":
        named = named.filter(key__gte=begin, key__lt=begin + _LAST)
    else:
        named = named.filter(key__startswith=begin)
    first = named.order_by("key").values("pk")[:_READ_MAX]
    rows = Order.objects.filter(_seen(actor), pk__in=first).order_by("reference", "-ordered_on", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _seen(actor: Actor) -> Q:
    return Q(company__deleted_at__isnull=True) & company_rights(actor, "company__")


def _show_orders(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = Order.objects.filter(_seen(actor), pk__in=ids).order_by()
    return [
        SearchHit(
            "order",
            key,
            public_id,
            reference,
            f"{name} · {short_day(day)}",
            "file",
            company_public_id=home,
            is_active=cancelled is None,
        )
        for key, public_id, reference, name, day, home, cancelled in rows.values_list(
            "id",
            "public_id",
            "reference",
            "company__name",
            "ordered_on",
            "company__public_id",
            "cancelled_at",
        )
    ]


def _product_documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
    for key, code, label in Product.objects.filter(among(ids)).order_by().values_list("id", "code", "label"):
        yield SearchDocument(object_id=key, title=label, words=code, fragments=(code,), for_everybody=True)


def _show_products(_actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = Product.objects.filter(pk__in=ids).order_by()
    return [
        SearchHit(
            "product", key, public_id, label, code, "tag", filter_text=_customers_of(code), is_active=active
        )
        for key, public_id, label, code, active in rows.values_list(
            "id", "public_id", "label", "code", "is_active"
        )
    ]


def _customers_of(code: str) -> str:
    """The filter of the customers who bought a product."""
    return write_condition(Condition("products", Operator.BOUGHT, (code,)))


def _product_ids() -> Iterable[int]:
    return Product.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


ORDERS = SearchSource(
    kind="order",
    code=3,
    label=_("Commandes"),
    show=_show_orders,
    page="orders:order",
    find=_find_orders,
    position=30,
)
PRODUCTS = SearchSource(
    kind="product",
    code=4,
    label=_("Produits"),
    show=_show_products,
    page="catalogue:product",
    documents=_product_documents,
    all_ids=_product_ids,
    position=40,
)
