"""Columns of the list of companies that orders know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.tag_conditions import linked
from negoce.companies.rules.filters import Operator
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.text import fold
from negoce.orders.models import CustomerProduct

_PROPOSED = 20


def bought(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Companies that bought one of these products ever, never, since a day, or before a day and not since."""
    since = None
    codes = list(values)
    if operator in (Operator.BOUGHT_SINCE, Operator.NOT_BOUGHT_SINCE):
        since, codes = date.fromisoformat(values[0]), list(values[1:])
    products = list(Product.objects.filter(code__in=codes).order_by("pk").values_list("pk", flat=True))
    links = CustomerProduct.objects.order_by().filter(product_id__in=products)
    if operator == Operator.BOUGHT_SINCE:
        return linked(links.filter(last_ordered_on__gte=since), "bought since", since, *products)
    if operator == Operator.NOT_BOUGHT_SINCE:
        recent = links.filter(company_id=OuterRef("pk"), last_ordered_on__gte=since)
        before = linked(links.filter(last_ordered_on__lt=since), "bought before", since, *products)
        return before & ~Q(Exists(recent))
    if operator == Operator.NEVER_BOUGHT:
        return ~Q(Exists(links.filter(company_id=OuterRef("pk"))))
    return linked(links, "bought", *products)


def known_products(values: Sequence[str], _actor: Actor) -> Mapping[str, tuple[str, Any]]:
    """The products of these codes, whatever their case."""
    wanted = {variant for value in values for variant in (value, value.upper(), value.lower())}
    rows = Product.objects.filter(code__in=wanted).order_by("pk").values_list("code", "label")
    by_code = {fold(code): (code, f"{label} ({code})") for code, label in rows}
    return {value: by_code[fold(value)] for value in values if fold(value) in by_code}


def proposed_products(text: str, _actor: Actor) -> Sequence[tuple[str, Any]]:
    """Products whose code or name begins so, or whose name contains it."""
    key = fold(text)
    found = Product.objects.filter(Q(code__istartswith=text) | Q(label_key__contains=key)).order_by("code")
    return [(code, f"{label} ({code})") for code, label in found.values_list("code", "label")[:_PROPOSED]]


K = ColumnKind
COMPANY_COLUMNS: tuple[Column, ...] = (
    Column(
        "net_12_months", _("CA 12 mois"), K.MONEY, path="sales__net_12_months", aggregate="sum",
        shown_by_default=True,
        width=110, position=40,
    ),
    Column(
        "margin_rate", _("Marge"), K.NUMBER, path="sales__margin_rate_12_months", decimals=1, unit="%",
        more_paths=("sales__margin_12_months", "sales__net_12_months"), aggregate="ratio",
        group=FieldGroup.MARGIN,
        shown_by_default=True, width=90, position=45,
    ),
    Column(
        "last_order_on", _("Dernière commande"), K.DATE, path="sales__last_order_on",
        shown_by_default=True, width=140,
        position=50,
    ),
    Column(
        "margin_12_months", _("Marge 12 mois (€)"), K.MONEY, path="sales__margin_12_months", aggregate="sum",
        group=FieldGroup.MARGIN, width=120, position=201,
    ),
    Column(
        "net_total", _("CA total"), K.MONEY, path="sales__net_total", aggregate="sum", width=110,
        position=202,
    ),
    Column(
        "orders_count", _("Commandes"), K.NUMBER, path="sales__orders_count", aggregate="sum", width=100,
        position=203,
    ),
    Column(
        "first_order_on", _("Première commande"), K.DATE, path="sales__first_order_on", width=140,
        position=204,
    ),
    Column(
        "products", _("Produit acheté"), K.PRODUCT, condition=bought, resolve=known_products,
        suggest=proposed_products,
        shown=False, sortable=False, position=205,
    ),
)  # fmt: skip
