"""What is owed by age, by whom, and when it should come."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negoce.billing.models import Receivable
from negoce.billing.queries.payments.ageing import aged_by_company, aged_by_owner, aged_whole, cash_by_week
from negoce.billing.rules.ageing import Age
from negoce.identity.enums import Role, Scope
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def late(today: date, days: int) -> date:
    return today - timedelta(days=days)


def test_ages_add_up_by_customer_and_by_salesperson(today: date) -> None:
    owner = make_user(first_name="Camille", last_name="Roche")
    first, second = make_company("A", owner=owner), make_company("B")
    for days, amount in ((-3, "100"), (1, "10.10"), (30, "20"), (31, "5"), (61, "7"), (400, "1")):
        make_receivable(first, amount, due_on=late(today, days))
    make_receivable(first, "-2", due_on=late(today, 2))
    make_receivable(second, "50", due_on=late(today, 5), settled=D("20"))
    make_receivable(second, "9", due_on=late(today, 5), settled=D("9"), is_open=False)
    actor = make_actor()
    lines = aged_by_company(actor, today)
    assert [(line.name, line.total, line.documents) for line in lines] == [
        ("A", D("141.10"), 7),
        ("B", D("30.00"), 1),
    ]
    assert lines[0].ages == {
        Age.NOT_DUE: D(100), Age.TO_30: D("28.10"), Age.TO_60: D(5), Age.TO_90: D(7), Age.OVER_90: D(1),
    }  # fmt: skip
    assert [(line.name, line.total) for line in aged_by_owner(actor, today)] == [
        ("Camille Roche", D("141.10")),
        ("", D("30.00")),
    ]
    assert aged_whole(actor, today).total == D("171.10")


def test_nothing_is_owed(today: date) -> None:
    whole = aged_whole(make_actor(), today)
    assert (whole.total, whole.documents) == (D(0), 0)
    assert aged_by_company(make_actor(), today) == []


def test_others_accounts_are_not_counted(today: date) -> None:
    make_receivable(make_company(), "100")
    assert aged_whole(make_actor(role=Role.SALESPERSON, scope=Scope.OWN), today).total == 0


def test_cash_comes_as_late_as_the_customer_usually_is(today: date) -> None:
    company = make_company()
    for days in (10, 20):
        row = make_receivable(company, "10", due_on=late(today, 60), settled=D(10), is_open=False)
        Receivable.objects.filter(pk=row.pk).update(settled_on=late(today, 60 - days))
    make_receivable(company, "100", due_on=today)
    weeks = cash_by_week(make_actor(), today, weeks=4)
    expected = today + timedelta(days=15)
    assert weeks[expected - timedelta(days=expected.weekday())] == D("100.00")
    assert sum(weeks.values()) == D("100.00")
