"""The list of orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.lists.computed import difference, difference_condition
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.filters import NO, Operator
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.orders.enums import OrderSource, OrderState
from negoce.orders.models import Order, OrderTerms
from negoce.orders.models.order_terms import TO_DELIVER
from negoce.orders.queries.by_reference import by_reference
from negoce.orders.queries.visible import visible_orders
from negoce.orders.rules.order_progress import days_late
from negoce.orders.words import STATES

K = ColumnKind
_MOST_DAYS = 100_000
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


def in_state(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Orders handled here by their state: those few are read first, whatever the number of orders of the past."""
    handled = OrderTerms.objects.order_by()
    if operator == Operator.EMPTY:
        return ~Q(pk__in=handled.values("pk"))
    if operator == Operator.FILLED:
        return Q(pk__in=handled.values("pk"))
    found = Q(pk__in=handled.filter(state__in=values).values("pk"))
    return ~found if operator == Operator.IS_NOT else found


def is_late(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Orders with something left to deliver whose promise is broken."""
    late = OrderTerms.objects.order_by().filter(TO_DELIVER, promised_on__lt=timezone.localdate())
    found = Q(pk__in=late.values("pk"))
    return ~found if values and values[0] == NO else found


def late_by_days(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Orders by the number of days for which their promise has been broken; those in time have none."""
    today = timezone.localdate()
    late = OrderTerms.objects.order_by().filter(TO_DELIVER, promised_on__lt=today)
    if operator in (Operator.EMPTY, Operator.FILLED):
        found = Q(pk__in=late.values("pk"))
        return ~found if operator == Operator.EMPTY else found
    found = Q(pk__in=late.filter(days_past("promised_on", operator, values)).values("pk"))
    return ~found if operator == Operator.IS_NOT else found


def days_past(path: str, operator: str, values: Sequence[str]) -> Q:
    """The rows whose day at `path` lies so many days behind today; the caller turns « is not » round."""
    today = timezone.localdate()
    days = [today - timedelta(days=min(_MOST_DAYS, max(0, int(Decimal(value))))) for value in values]
    lookups = {
        Operator.OVER: {"lt": days[0]},
        Operator.AT_LEAST: {"lte": days[0]},
        Operator.UNDER: {"gt": days[0]},
        Operator.AT_MOST: {"gte": days[0]},
        Operator.BETWEEN: {"gte": days[-1], "lte": days[0]},
    }
    asked: dict[str, object] = dict(lookups.get(Operator(operator), {"in": days}))
    return Q(**{f"{path}__{name}": value for name, value in asked.items()})


def _days_late(values: Sequence[Any]) -> int | None:
    promised_on, state = values
    if state not in (OrderState.OPEN.value, OrderState.PARTLY_DELIVERED.value):
        return None
    return days_late(promised_on, timezone.localdate()) or None


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
        "state", _("État"), K.CHOICE, path="terms__state", options=lambda _actor: list(STATES.items()),
        condition=in_state, sortable=False, shown_by_default=True, width=120, position=21,
    ),
    Column(
        "promised_on", _("Promise pour le"), K.DATE, path="terms__promised_on", sortable=False,
        shown_by_default=True, width=120, position=22,
    ),
    Column(
        "days_late", _("Jours de retard"), K.NUMBER, computed_from=("terms__promised_on", "terms__state"),
        computed=_days_late, condition=late_by_days, sortable=False, shown_by_default=True, width=110, position=23,
    ),
    Column("late", _("En retard"), K.YES_NO, condition=is_late, shown=False, sortable=False, position=24),
    Column(
        "net", _("Montant HT"), K.MONEY, path="net", decimals=2, currency_path="currency", aggregate="sum",
        shown_by_default=True, width=120, position=30,
    ),
    Column(
        "incl_vat", _("Montant TTC"), K.MONEY, path="incl_vat", decimals=2, currency_path="currency",
        aggregate="sum", width=120, position=31,
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
        "cancelled_at", _("Annulée le"), K.MOMENT, path="cancelled_at", sortable=False, width=120, position=70,
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
        BuiltInView("to-deliver", _("À livrer"), "filter=state is open, partly_delivered"),
        BuiltInView("late", _("En retard"), "filter=late is yes"),
        BuiltInView("cancelled", _("Annulées"), "filter=cancelled_at filled"),
    ),
)
