"""The list of orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.computed import difference, difference_condition
from negoce.companies.queries.lists.definition import BuiltInView, ListDefinition
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.filters import Operator
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order
from negoce.orders.queries.by_reference import by_reference
from negoce.orders.queries.visible import visible_orders

K = ColumnKind
SOURCES: Mapping[str, Any] = {
    OrderSource.ENTERED.value: _("Saisie"),
    OrderSource.IMPORTED.value: _("Importée d’un fichier"),
    OrderSource.DEMO.value: _("Démonstration"),
    OrderSource.DEMO_SYNTHETIC.value: _("Démonstration, historique prolongé artificiellement"),
}


def listed_orders(actor: Actor) -> QuerySet[Order]:
    """The same as `visible_orders`, worded for lists: SQLite follows the order and asks each row for its company.

    Joined, it would go through every company first, whatever the page.
    """
    if connection.vendor != "sqlite":
        return visible_orders(actor)
    return Order.objects.filter(Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))).order_by()


COLUMNS: tuple[Column, ...] = (
    Column(
        "reference", _("Référence"), K.TEXT, path="reference", condition=by_reference, shown_by_default=True,
        sortable=False, width=140, position=0,
    ),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, width=240,
        position=10,
    ),
    Column("ordered_on", _("Date"), K.DATE, path="ordered_on", shown_by_default=True, width=120, position=20),
    Column(
        "net", _("Montant HT"), K.MONEY, path="net", decimals=2, currency_path="currency", aggregate="sum",
        sortable=False, shown_by_default=True, width=120, position=30,
    ),
    Column(
        "cost", _("Coût HT"), K.MONEY, path="cost", decimals=2, currency_path="currency", aggregate="sum",
        group=FieldGroup.MARGIN, sortable=False, width=120, position=40,
    ),
    Column(
        "margin", _("Marge"), K.MONEY, computed_from=("net", "cost"), computed=difference, decimals=2,
        currency_path="currency", condition=difference_condition("net", "cost"), aggregate="difference",
        group=FieldGroup.MARGIN, sortable=False, shown_by_default=True, width=120, position=41,
    ),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, sortable=False, width=80, position=50),
    Column(
        "lines_count", _("Lignes"), K.NUMBER, path="lines_count", sortable=False, shown_by_default=True,
        width=80, position=60,
    ),
    Column(
        "cancelled_at", _("Annulée le"), K.MOMENT, path="cancelled_at", sortable=False, shown_by_default=True,
        width=120, position=70,
    ),
    Column(
        "source", _("Origine"), K.CHOICE, path="source", options=lambda _actor: list(SOURCES.items()),
        sortable=False, groupable=False, shown_by_default=True, width=140, position=80,
    ),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
        position=112,
    ),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True, sortable=False,
        width=90, position=113,
    ),
    Column("created_at", _("Créée le"), K.MOMENT, path="created_at", sortable=False, position=160),
    Column("updated_at", _("Modifiée le"), K.MOMENT, path="updated_at", sortable=False, position=161),
)  # fmt: skip
ORDER_LIST = ListDefinition(
    key="orders",
    label=_("Commandes"),
    model=Order,
    columns=COLUMNS,
    visible=listed_orders,
    row_url="orders:order",
    subject_kind="order",
    name_paths=("reference",),
    quick="reference",
    # The index of references knows how they begin; looking inside millions of them is not for each letter typed.
    quick_operator=Operator.STARTS,
    default_sort="-ordered_on",
    views=(
        BuiltInView("mine", _("De mes clients"), "filter=company_owner is me"),
        BuiltInView("month", _("Ces 30 jours"), "filter=ordered_on last 30"),
        BuiltInView("cancelled", _("Annulées"), "filter=cancelled_at filled"),
    ),
)
