"""How a customer pays: how late, how often on time, by which method (F5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count

from negoce.billing.models import Payment, Receivable
from negoce.companies.models import Company

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Over documents settled in the 365 days before: how many, how many on time, mean days late (0 when early)."""

    settled: int
    on_time: int
    mean_late: Decimal
    method: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a customer owes now, including VAT, and how much of it is late."""

    owed: Decimal
    late: Decimal
    documents: int
    credits: Decimal


def punctuality_of(company: Company, today: date) -> Punctuality | None:
    """How the customer paid over a year; None when nothing was settled. Two queries."""
    rows = Receivable.objects.filter(
        company=company, is_open=False, amount__gt=0, due_on__isnull=False, settled_on__gt=today - YEAR
    )
    days = [
        max((settled - due).days, 0)
        for settled, due in rows.values_list("settled_on", "due_on")
        if settled is not None and due is not None
    ]
    if not days:
        return None
    usual = (
        Payment.objects.filter(company=company, cancelled_at__isnull=True, received_on__gt=today - YEAR)
        .values("method")
        .annotate(count=Count("pk"))
        .order_by("-count", "method")
        .first()
    )
    mean = (Decimal(sum(days)) / len(days)).quantize(Decimal("0.1"))
    on_time = sum(1 for each in days if each == 0)
    return Punctuality(len(days), on_time, mean, usual["method"] if usual else "")


def account_of(company: Company, today: date) -> Account:
    """What is open on the account, in one query."""
    owed = late = credits = Decimal(0)
    documents = 0
    rows = Receivable.objects.filter(company=company, is_open=True)
    for amount, settled, due_on in rows.values_list("amount", "settled", "due_on"):
        left = amount - settled
        documents += 1
        if left < 0:
            credits -= left
            continue
        owed += left
        late += left if due_on is not None and due_on < today else Decimal(0)
    return Account(owed, late, documents, credits)
