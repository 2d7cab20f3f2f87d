"""Customers who buy: orders that were to come, and new ones to welcome; prospects that are hot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate
from negoce.automation.rules.day_kinds import late_after
from negoce.automation.rules.day_stake import Amounts
from negoce.kit.money import round_money
from negoce.portfolio.enums import CUSTOMERS, LifeStatus
from negoce.portfolio.models import CustomerLife

WELCOME_AFTER, WELCOME_UNTIL = 7, 60


def expected_orders(asked: Asked) -> Sequence[Candidate]:
    """Orders that were to come and have not, of customers whom nobody was in touch with; one query.

    By the customer's own rhythm: the model foresees from today on, whatever has not come before.
    """
    rows = (
        CustomerLife.objects.filter(
            asked.untouched(),
            cadence_days__isnull=False,
            company__in=asked.own().values("pk"),
            status__in=[each.value for each in CUSTOMERS],
            last_order_on__lte=asked.today,
            order_days__gt=1,
        )
        .order_by(F("net_12_months").desc(), "company_id")
        .values(
            *("company_id", "company__public_id", "last_order_on", "cadence_days", "gaps_variation"),
            *("p_order_90", "net_12_months", "margin_12_months", "orders_12_months"),
        )
    )
    made = (_expected(row, asked.today) for row in rows)
    return [each for each in made if each is not None][:MOST_OF_A_SOURCE]


def welcomes(asked: Asked) -> Sequence[Candidate]:
    """New customers of the last weeks whom nobody called since their first order; one query."""
    first, last = asked.today - timedelta(days=WELCOME_UNTIL), asked.today - timedelta(days=WELCOME_AFTER)
    rows = CustomerLife.objects.filter(
        asked.nothing_planned(),
        Q(company__last_contact_on__isnull=True) | Q(company__last_contact_on__lt=F("first_order_on")),
        company__in=asked.own().values("pk"),
        status=LifeStatus.NEW.value,
        first_order_on__range=(first, last),
    ).order_by("-first_order_on", "company_id")
    names = ("company_id", "company__public_id", "first_order_on")
    return [
        Candidate(
            DayKind.WELCOME,
            key=public_id,
            fact=ordered_on.isoformat(),
            company_id=company,
            target=public_id,
            gesture="call",
            code="day.welcome",
            figures={"days": (asked.today - ordered_on).days},
            due_on=ordered_on + timedelta(days=2 * WELCOME_AFTER),
            by_year=True,
        )
        for company, public_id, ordered_on in rows.values_list(*names)[:MOST_OF_A_SOURCE]
        if ordered_on is not None
    ]


def hot_prospects(asked: Asked) -> Sequence[Candidate]:
    """Hot prospects without a next step; one query."""
    rows = CustomerLife.objects.filter(
        asked.nothing_planned(), company__in=asked.own().values("pk"), status=LifeStatus.HOT.value
    ).order_by("status_since", "company_id")
    names = ("company_id", "company__public_id", "status_since", "company__deal_figures__open_amount")
    return [
        Candidate(
            DayKind.HOT_PROSPECT,
            key=public_id,
            fact=since.isoformat(),
            company_id=company,
            target=public_id,
            gesture="call",
            code="day.hot_prospect",
            figures={"days": (asked.today - since).days},
            due_on=since,
            amounts=Amounts(revenue=amount or None),
        )
        for company, public_id, since, amount in rows.values_list(*names)[:MOST_OF_A_SOURCE]
    ]


def _expected(row: Mapping[str, Any], today: date) -> Candidate | None:
    last, cadence = row["last_order_on"], row["cadence_days"]
    due = last + timedelta(days=min(round(late_after(cadence, row["gaps_variation"])), 3_650))
    if due >= today:
        return None
    figures: dict[str, object] = {"days": (today - last).days, "cadence": round(cadence)}
    code = "day.order_late"
    if row["p_order_90"] is not None:
        figures["percent"] = round(row["p_order_90"] * 100)
        code += "_known"
    return Candidate(
        DayKind.ORDER_EXPECTED,
        key=row["company__public_id"],
        fact=last.isoformat(),
        company_id=row["company_id"],
        target=row["company__public_id"],
        gesture="call",
        code=code,
        figures=figures,
        due_on=due,
        probability=row["p_order_90"],
        amounts=_an_order(row["net_12_months"], row["margin_12_months"], row["orders_12_months"]),
    )


def _an_order(net: Decimal, margin: Decimal | None, orders: int) -> Amounts:
    """What an order of the customer is worth on average."""
    if not orders:
        return Amounts()
    return Amounts(None if margin is None else round_money(margin / orders), round_money(net / orders))
