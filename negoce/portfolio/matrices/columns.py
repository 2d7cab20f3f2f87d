"""Columns and filters of the list of companies: the indexes of a target (P7), the families that it bought (P8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import ProductFamily
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.tag_conditions import linked
from negoce.companies.rules.filters import Operator
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from negoce.orders.models import CustomerProduct
from negoce.portfolio.enums import ReasonSide
from negoce.portfolio.facts.offer_segment_rows import DECIDED_MONTHS
from negoce.portfolio.matrices.words import QUADRANTS, TOLD
from negoce.portfolio.models import ToldReason

K = ColumnKind


def _quadrants(_actor: Actor) -> list[tuple[str, str]]:
    return [(str(priority), str(label)) for priority, label in QUADRANTS.items()]


def quadrant_words(value: object) -> str:
    """The quadrant as the reader calls it; nothing where there is none."""
    return str(QUADRANTS[value]) if isinstance(value, int) and value in QUADRANTS else ""


def _families(_actor: Actor) -> list[tuple[str, str]]:
    return list(ProductFamily.objects.order_by("name", "pk").values_list("public_id", "name"))


def _bought(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Companies that bought, or did not buy, one of these families within 24 months."""
    since = add_months(timezone.localdate(), -DECIDED_MONTHS)
    links = CustomerProduct.objects.order_by().filter(last_ordered_on__gt=since)
    if operator in (Operator.EMPTY, Operator.FILLED):
        found = Q(Exists(links.filter(company_id=OuterRef("pk"))))
        return ~found if operator == Operator.EMPTY else found
    own = links.filter(product__family__public_id__in=list(values))
    if operator == Operator.IS_NOT:
        return ~Q(Exists(own.filter(company_id=OuterRef("pk"))))
    return linked(own, "family bought", since, *values)


def _reasons(_actor: Actor) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in TOLD.items()]


def _told(side: ReasonSide) -> Callable[[str, Sequence[str], Actor], Q]:
    def condition(operator: str, values: Sequence[str], _actor: Actor) -> Q:
        """Companies of which one of these reasons was told, or none of them."""
        links = ToldReason.objects.filter(side=side.value).order_by()
        if operator in (Operator.EMPTY, Operator.FILLED):
            found = Q(Exists(links.filter(company_id=OuterRef("pk"))))
            return ~found if operator == Operator.EMPTY else found
        own = links.filter(reason__in=list(values))
        if operator == Operator.IS_NOT:
            return ~Q(Exists(own.filter(company_id=OuterRef("pk"))))
        return linked(own, "reason told", side.value, *values)

    return condition


TARGET_COLUMNS: tuple[Column, ...] = (
    Column(
        "target_priority", _("Priorité (IPO/IPA)"), K.CHOICE, path="target__priority", options=_quadrants,
        words=quadrant_words, width=150, position=240, sortable=False,
    ),
    Column(
        "potential_index", _("Indice de potentiel (IPO)"), K.NUMBER, path="target__potential", decimals=2,
        width=110, position=241, sortable=False, groupable=False,
    ),
    Column(
        "accessibility_index", _("Indice d’accessibilité (IPA)"), K.NUMBER, path="target__accessibility",
        decimals=2, width=110, position=242, sortable=False, groupable=False,
    ),
    Column(
        "accessible_revenue", _("CA accessible"), K.MONEY, path="target__size", width=120, position=243,
        sortable=False,
    ),
    Column(
        "family_bought", _("Famille achetée (24 mois)"), K.CHOICE, condition=_bought, options=_families,
        shown=False, sortable=False, groupable=False, position=206,
    ),
    Column(
        "left_reason", _("Raison de départ notée"), K.CHOICE, condition=_told(ReasonSide.LEFT), options=_reasons,
        shown=False, sortable=False, groupable=False, position=207,
    ),
    Column(
        "stay_reason", _("Raison de rester notée"), K.CHOICE, condition=_told(ReasonSide.STAYS), options=_reasons,
        shown=False, sortable=False, groupable=False, position=208,
    ),
)  # fmt: skip
