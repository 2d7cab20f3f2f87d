"""Customers by what they leave once served, those who cost more than they bring, those whom nobody follows (S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.portfolio.enums import Remedy
from negoce.portfolio.models import CustomerProfit
from negoce.portfolio.queries.profit_facts import letters_to

PAGE = 50


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer over 12 months, in euros; `profit` and `margin` are None while a cost is not known."""

    public_id: str
    name: str
    status: str
    last_contact_on: date | None
    net: Decimal
    margin: Decimal | None
    visits: int
    cost: Decimal
    profit: Decimal | None
    share: Decimal | None
    potential: Decimal | None
    remedy: str
    reason: Explanation


def ranked_customers(actor: Actor, *, worst_first: bool, start: int) -> tuple[Sequence[CustomerLine], bool]:
    """Customers by what they leave, PAGE of them from `start`, and whether there are more. Raises NotAllowed."""
    _require_margin(actor)
    bought = {"profit__isnull": False, "company__life__first_order_on__isnull": False}
    rows = _visible(actor).filter(**bought).exclude(net=0, cost=0)
    return _page(rows.order_by("profit" if worst_first else "-profit", "company"), start)


def unprofitable_customers(actor: Actor, remedy: str, *, start: int) -> tuple[Sequence[CustomerLine], bool]:
    """Who costs more than they bring, the dearest first, of one proposal or of all. Raises NotAllowed."""
    _require_margin(actor)
    rows = _visible(actor).exclude(remedy="")
    if remedy in set(Remedy):
        rows = rows.filter(remedy=remedy)
    return _page(rows.order_by("profit", "company"), start)


def remedy_counts(actor: Actor) -> Mapping[str, int]:
    """How many customers each proposal concerns; one query. Raises NotAllowed."""
    _require_margin(actor)
    rows = _visible(actor).exclude(remedy="").order_by().values_list("remedy")
    return dict(rows.annotate(count=Count("pk")))


def customers_not_followed(actor: Actor, *, start: int) -> tuple[Sequence[CustomerLine], bool]:
    """Whom nobody spoke with within the cadence, the largest first."""
    rows = _visible(actor).filter(contact_due=True)
    lines, more = _page(
        rows.order_by("-net", F("company__last_contact_on").asc(nulls_first=True), "company"), start
    )
    letters = letters_to([each.public_id for each in lines], timezone.localdate())
    return [replace(each, last_contact_on=_later(each, letters)) for each in lines], more


def _later(line: CustomerLine, letters: Mapping[str, date]) -> date | None:
    known = [each for each in (line.last_contact_on, letters.get(line.public_id)) if each is not None]
    return max(known, default=None)


def _visible(actor: Actor) -> QuerySet[CustomerProfit]:
    return CustomerProfit.objects.filter(
        company_rights(actor, "company__"), company__deleted_at__isnull=True
    ).order_by()


def _page(rows: QuerySet[CustomerProfit], start: int) -> tuple[Sequence[CustomerLine], bool]:
    found = rows.values_list(
        "company__public_id", "company__name", "company__life__status", "company__last_contact_on", "net",
        "margin", "visits", "cost", "profit", "share", "potential", "remedy", "reason",
    )[start : start + PAGE + 1]  # fmt: skip
    lines = [CustomerLine(*row[:-1], reason=_reason(row[-1])) for row in found]
    return lines[:PAGE], len(lines) > PAGE


def _reason(stored: Mapping[str, object]) -> Explanation:
    figures = stored.get("figures")
    read = {
        str(name): Decimal(str(value))
        for name, value in (figures if isinstance(figures, Mapping) else {}).items()
    }
    return Explanation(str(stored.get("code", "")), read)


def _require_margin(actor: Actor) -> None:
    if not actor.may_read(FieldGroup.MARGIN):
        raise NotAllowed
