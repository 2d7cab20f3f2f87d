"""What is owed by age, by customer and by salesperson, and what is expected week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Case, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum, When

from negoce.billing.models import Receivable
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.ageing import Age, Owed, bounds_of, expected_cash
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money

ZERO = Decimal(0)
YEAR = timedelta(days=365)
_LEFT = F("amount") - F("settled")


@dataclass(frozen=True, slots=True)
class AgedLine:
    """What one customer, one salesperson or everybody owes: euros including VAT by age, and in all."""

    key: int | None
    name: str
    public_id: str
    ages: Mapping[Age, Decimal]
    total: Decimal
    documents: int


def aged_by_company(actor: Actor, today: date, *, limit: int = 100) -> Sequence[AgedLine]:
    """The customers who owe most, in one query."""
    rows = visible_receivables(actor).filter(is_open=True)
    found = (
        rows.values("company_id", "company__name", "company__public_id")
        .annotate(**_sums(today))
        .order_by(F("total").desc(), "company_id")[:limit]
    )
    return [_line(row, row["company_id"], row["company__name"], row["company__public_id"]) for row in found]


def aged_by_owner(actor: Actor, today: date) -> Sequence[AgedLine]:
    """What is owed by the customers of each salesperson, in one query."""
    names = ("company__owner_id", "company__owner__first_name", "company__owner__last_name")
    open_rows = visible_receivables(actor).filter(is_open=True)
    rows = open_rows.values(*names).annotate(**_sums(today)).order_by(F("total").desc(), names[0])
    return [
        _line(row, row[names[0]], f"{row[names[1]] or ''} {row[names[2]] or ''}".strip(), "") for row in rows
    ]


def aged_whole(actor: Actor, today: date) -> AgedLine:
    """What is owed in all, in one query."""
    rows = visible_receivables(actor).filter(is_open=True).aggregate(**_sums(today))
    return _line(rows, None, "", "")


def cash_by_week(actor: Actor, today: date, weeks: int = 8) -> Mapping[date, Decimal]:
    """What is expected by Monday of each week, each customer as late as over the last year; two queries."""
    late = {
        row["company_id"]: max(round(row["late"].total_seconds() / 86_400), 0)
        for row in _settled(visible_receivables(actor), today)
        .values("company_id")
        .annotate(late=Avg(_LATE))
        .order_by()
        if row["late"] is not None
    }
    rows = visible_receivables(actor).filter(is_open=True, due_on__isnull=False)
    owed = (
        Owed(amount - settled, due_on, late.get(company, 0))
        for amount, settled, due_on, company in rows.values_list(
            "amount", "settled", "due_on", "company_id"
        ).iterator(chunk_size=2_000)
        if due_on is not None
    )
    return expected_cash(owed, today=today, weeks=weeks)


_LATE = ExpressionWrapper(F("settled_on") - F("due_on"), output_field=DurationField())


def _settled(rows: QuerySet[Receivable], today: date) -> QuerySet[Receivable]:
    return rows.filter(is_open=False, amount__gt=0, due_on__isnull=False, settled_on__gt=today - YEAR)


def _sums(today: date) -> dict[str, Any]:
    sums: dict[str, Any] = {"total": Sum(_LEFT), "documents": Count("pk")}
    for age in Age:
        first, last = bounds_of(age, today)
        within = Q(due_on__isnull=True) if age is Age.NOT_DUE else Q()
        bounds = Q()
        if first is not None:
            bounds &= Q(due_on__gte=first)
        if last is not None:
            bounds &= Q(due_on__lte=last)
        sums[age.value] = Sum(Case(When(bounds | within if within else bounds, then=_LEFT)))
    return sums


def _line(row: Mapping[str, object], key: int | None, name: str, public_id: str) -> AgedLine:
    return AgedLine(
        key=key,
        name=name,
        public_id=public_id,
        ages={age: _money(row[age.value]) for age in Age},
        total=_money(row["total"]),
        documents=int(str(row["documents"])),
    )


def _money(value: object) -> Decimal:
    return round_money(Decimal(str(value))) if value is not None else ZERO
