"""After the sale: contracts that end, late deliveries, money that is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate
from negoce.automation.rules.day_kinds import LOST_BY_AGE, by_age
from negoce.automation.rules.day_stake import Amounts
from negoce.billing.models import Receivable
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.loyalty.enums import ContractState, Period, Renewal
from negoce.loyalty.queries.contracts import visible_contracts
from negoce.orders.models import OrderTerms, PromiseChange
from negoce.orders.models.order_terms import TO_DELIVER
from negoce.orders.queries.visible import seen_through

# Days before the notice, or the end, at which a contract comes up; each is something new.
CONTRACT_STEPS = (30, 60, 90)
REMINDED_DAYS = 7
_A_YEAR = {Period.MONTH: 12, Period.QUARTER: 4, Period.HALF_YEAR: 2, Period.YEAR: 1}
_CONTRACT = (
    *("public_id", "number", "title", "company_id", "state", "renewal", "period", "net", "cost"),
    *("ends_on", "notice_on"),
)


def contracts_ending(asked: Asked) -> Sequence[Candidate]:
    """Contracts whose notice or end comes within 90 days; one query.

    Once its notice has passed, a tacit one goes on by itself: nothing ends.
    """
    window = (asked.today, asked.today + timedelta(days=CONTRACT_STEPS[-1]))
    tacit = Q(state=ContractState.ACTIVE.value, renewal=Renewal.TACIT.value, notice_on__isnull=False)
    ending = ~Q(state=ContractState.ENDED.value) & Q(ends_on__range=window)
    rows = visible_contracts(asked.actor).filter(
        asked.mine(), (tacit & Q(notice_on__range=window)) | (ending & ~tacit)
    )
    return [
        _contract(row, asked.today)
        for row in rows.order_by("-net", "pk").values(*_CONTRACT)[:MOST_OF_A_SOURCE]
    ]


def deliveries_late(asked: Asked) -> Sequence[Candidate]:
    """Orders that are late, or whose new date nobody told the customer; one query."""
    untold = PromiseChange.objects.filter(order=OuterRef("pk"), told_at__isnull=True).order_by("-id")
    rows = (
        OrderTerms.objects.filter(
            TO_DELIVER, seen_through(asked.actor, "order__company__"), asked.mine("owner", "order__company")
        )
        .annotate(untold=Subquery(untold.values("after")[:1]))
        .filter(Q(promised_on__lt=asked.today) | Q(untold__isnull=False))
        .order_by(F("order__net").desc(), "pk")
    )
    names = ("order__public_id", "order__reference", "order__company_id", "order__net", "order__cost")
    found = rows.values(*names, "promised_on", "untold")[:MOST_OF_A_SOURCE]
    return [_delivery(row, asked.today) for row in found]


@dataclass(slots=True)
class _Account:
    """What one customer owes and is due: `owed` in euros, `abroad` in each other currency; None without any."""

    public_id: str
    oldest: date
    owed: Decimal | None = None
    count: int = 0
    promised_on: date | None = None
    abroad: dict[str, Decimal] = field(default_factory=dict)

    def add(self, left: Decimal, currency: str) -> None:
        """Count an invoice; nothing is converted, for nobody knows at what rate it will be paid."""
        self.count += 1
        if currency in ("", CURRENCY):
            self.owed = (self.owed or Decimal(0)) + left
        else:
            self.abroad[currency] = self.abroad.get(currency, Decimal(0)) + left


def money_owed(asked: Asked) -> Sequence[Candidate]:
    """Invoices past due, by customer, those under a promise or just reminded left out; one query."""
    rows = Receivable.objects.filter(
        Q(reminded_on__isnull=True) | Q(reminded_on__lt=asked.today - timedelta(days=REMINDED_DAYS)),
        Q(promised_on__isnull=True) | Q(promised_on__lt=asked.today),
        company__in=asked.own().values("pk"),
        is_open=True,
        due_on__lt=asked.today,
        disputed_at__isnull=True,
        amount__gt=F("settled"),
    ).order_by("due_on", "pk")
    accounts: dict[int, _Account] = {}
    names = ("company_id", "company__public_id", "amount", "settled", "currency", "due_on", "promised_on")
    for company, public_id, amount, settled, currency, due, promised in rows.values_list(*names):
        if due is None:
            continue
        account = accounts.setdefault(company, _Account(public_id, due))
        account.add(amount - settled, currency)
        account.promised_on = max(filter(None, (account.promised_on, promised)), default=None)
    made = [_owed(company, account, asked.today) for company, account in accounts.items()]
    made.sort(key=lambda each: -(each.amounts.owed or Decimal(0)))
    return made[:MOST_OF_A_SOURCE]


def _contract(row: Mapping[str, Any], today: date) -> Candidate:
    notice = row["notice_on"]
    by_notice = (
        row["state"] == ContractState.ACTIVE
        and row["renewal"] == Renewal.TACIT
        and notice is not None
        and notice >= today
    )
    day: date = notice if by_notice else row["ends_on"]
    left = (day - today).days
    step = next(step for step in CONTRACT_STEPS if left <= step)
    times = _A_YEAR[Period(row["period"])]
    code = "day.contract_notice" if by_notice else "day.contract_end"
    if row["state"] == ContractState.TERMINATED:
        code = "day.contract_terminated"
    return Candidate(
        DayKind.CONTRACT,
        key=row["public_id"],
        fact=f"{day.isoformat()}:{step}",
        company_id=row["company_id"],
        target=row["public_id"],
        gesture="prepare",
        code=code,
        figures={
            "number": row["number"],
            "title": row["title"],
            "day": day,
            "days": left,
            "net": row["net"] * times,
        },
        due_on=day,
        # Lines without a cost leave 0: nobody knows the margin then.
        amounts=Amounts((row["net"] - row["cost"]) * times if row["cost"] else None, row["net"] * times),
    )


def _delivery(row: Mapping[str, Any], today: date) -> Candidate:
    promised, untold = row["promised_on"], row["untold"]
    late = promised is not None and promised < today
    figures: dict[str, object] = {"reference": row["order__reference"], "day": promised if late else untold}
    if late:
        figures["days"] = (today - promised).days
    net, cost = row["order__net"], row["order__cost"]
    return Candidate(
        DayKind.DELIVERY,
        key=row["order__public_id"],
        fact=str(promised or untold),
        company_id=row["order__company_id"],
        target=row["order__public_id"],
        # The message is ready once there is a new date to tell; before, the order is where to set one.
        gesture="warn" if untold is not None else "open",
        code="day.delivery_late" if late else "day.delivery_untold",
        figures=figures,
        due_on=promised if late else today,
        amounts=Amounts(None if cost is None else net - cost, net),
    )


def _owed(company_id: int, account: _Account, today: date) -> Candidate:
    days = (today - account.oldest).days
    promised = account.promised_on
    code = "day.overdue_one" if account.count == 1 else "day.overdue"
    figures: dict[str, object] = {"count": account.count, "owed": account.owed or Decimal(0), "days": days}
    if promised is not None:
        code, figures["day"] = "day.payment_promise", promised
    if account.abroad:
        code += "_abroad"
        figures["abroad"] = [[currency, str(amount)] for currency, amount in sorted(account.abroad.items())]
    return Candidate(
        DayKind.OVERDUE if promised is None else DayKind.PAYMENT_PROMISE,
        key=account.public_id,
        fact=f"{account.oldest.isoformat()}:{account.count}:{promised or ''}",
        company_id=company_id,
        target=account.public_id,
        gesture="remind",
        code=code,
        figures=figures,
        due_on=account.oldest if promised is None else promised,
        probability=by_age(LOST_BY_AGE, days) if promised is None else None,
        amounts=Amounts(owed=account.owed),
    )
