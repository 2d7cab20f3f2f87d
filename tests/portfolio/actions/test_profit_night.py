"""What customers leave once served, and the year of each status (S2, R-M1, R-M2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from negoce.companies.enums import ActivityKind, DeclaredKind
from negoce.companies.models import Company, DeclaredFact
from negoce.outbox.models import Message
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from negoce.portfolio.actions.profit_night import YearSales, refresh_profits, store_profits, year_sales
from negoce.portfolio.enums import Remedy
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.models import (
    CustomerLife,
    CustomerProfit,
    OrderRankMargin,
    PortfolioSetting,
    StatusBudget,
    StatusChange,
    StatusFigures,
)
from negoce.portfolio.rules.customer_profit import Sales
from tests.factories.companies import make_activity, make_company
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def live(company: Company, today: date, status: str = "regular", **fields: object) -> None:
    given = {"net_12_months": D(0), "first_order_on": date(2024, 1, 2), **fields}
    CustomerLife.objects.create(
        company=company, status=status, computed=status, status_since=today, as_of=today, **given
    )


def visit(company: Company, day: date, kind: str = ActivityKind.VISIT.value) -> None:
    make_activity(company, kind=kind, starts_at=datetime(day.year, day.month, day.day, 10, tzinfo=PARIS))


def visits_cost(amount: str) -> None:
    Parameter.objects.create(key=ParameterKey.VISIT_COST.value, starts_on=date(2020, 1, 1), value=D(amount))


def test_visits_calls_and_messages_are_paid_from_the_margin(today: date) -> None:
    visits_cost("90")
    PortfolioSetting.objects.create(key="contact_cost", value=D(10))
    company = make_company(last_contact_on=today)
    live(company, today, net_12_months=D(21_000), margin_12_months=D(6_300))
    for place in range(14):
        visit(company, today - timedelta(days=place))
    visit(company, today, ActivityKind.CALL.value)
    visit(company, today, ActivityKind.EMAIL.value)
    visit(company, today - timedelta(days=400))
    assert store_profits(YearSales({}), today=today) == 1
    row = CustomerProfit.objects.get()
    assert (row.visits, row.exchanges, row.messages) == (14, 1, 1)
    assert (row.cost, row.profit, row.remedy) == (D("1272.00"), D("5028.00"), "")
    assert row.contact_due is False
    assert store_profits(YearSales({}), today=today) == 0


def test_who_costs_more_has_a_proposal_and_its_reason(today: date) -> None:
    visits_cost("90")
    good, poor, unknown, prospect = (make_company() for _place in range(4))
    live(good, today, net_12_months=D(9_000), margin_12_months=D(3_000))
    live(poor, today, net_12_months=D(1_000), margin_12_months=D(200))
    live(unknown, today, net_12_months=D(50), margin_12_months=None)
    live(prospect, today, "warm", first_order_on=None)
    for company in (poor, unknown, prospect):
        for place in range(3):
            visit(company, today - timedelta(days=place))
    store_profits(YearSales({}), today=today)
    found = {row.company_id: row for row in CustomerProfit.objects.all()}
    assert (found[poor.pk].profit, found[poor.pk].remedy) == (D("-70.00"), Remedy.REPRICE)
    assert found[poor.pk].reason["code"] == "unprofitable.reprice"
    assert (found[unknown.pk].profit, found[unknown.pk].remedy) == (None, "")
    # A prospect costs before it brings: nothing is proposed.
    assert (found[prospect.pk].profit, found[prospect.pk].remedy) == (D("-270.00"), "")
    assert found[good.pk].remedy == ""


def test_nobody_spoke_within_the_cadence(today: date) -> None:
    StatusBudget.objects.create(year=today.year, status="regular", visits_a_year=D(12))
    late, seen, never, suspect = (
        make_company(last_contact_on=today - timedelta(days=31)),
        make_company(last_contact_on=today - timedelta(days=30)),
        make_company(),
        make_company(),
    )
    for company in (late, seen, never):
        live(company, today)
    live(suspect, today, "suspect", first_order_on=None)
    store_profits(YearSales({}), today=today)
    due = set(CustomerProfit.objects.filter(contact_due=True).values_list("company_id", flat=True))
    assert due == {late.pk, never.pk}


def test_our_part_of_what_they_buy(today: date) -> None:
    company = make_company()
    live(company, today, net_12_months=D(36_000), margin_12_months=D(1))
    fact = {"company": company, "kind": DeclaredKind.PURCHASES.value, "source": "interview"}
    DeclaredFact.objects.create(**fact, amount=D(120_000), share=D(70), known_on=date(2026, 1, 1))
    DeclaredFact.objects.create(**fact, amount=D(5), category="Cartons", known_on=date(2026, 5, 1))
    store_profits(YearSales({}), today=today)
    row = CustomerProfit.objects.get()
    assert (row.share, row.potential) == (D("30.00"), D("48000.00"))


def test_the_year_is_counted_by_status_now_and_in_january(today: date) -> None:
    woken, regular, new = (make_company() for _place in range(3))
    for company, status in ((woken, "irregular"), (regular, "regular"), (new, "new")):
        live(company, today, status)
    for before, after, on, company in (
        ("irregular", "dormant", date(2025, 5, 1), woken),
        ("dormant", "irregular", date(2026, 4, 1), woken),
        ("", "hot", date(2026, 2, 1), new),
        ("hot", "new", date(2026, 3, 1), new),
    ):
        StatusChange.objects.create(
            company=company, before=before, after=after, happened_on=on, cause="computed"
        )
    visit(woken, date(2026, 3, 2))
    sales = {woken.pk: Sales(D(900), D(300)), new.pk: Sales(D(50), None), regular.pk: Sales(D(70), D(20))}
    store_profits(YearSales(sales), today=today)
    rows = {row.status: row for row in StatusFigures.objects.all()}
    assert set(rows) == {"irregular", "regular", "new", "dormant", "hot"}
    assert (rows["irregular"].heads, rows["irregular"].net, rows["irregular"].started) == (1, 900, 0)
    assert (rows["dormant"].heads, rows["dormant"].started) == (0, 1)
    assert (rows["dormant"].gained, rows["dormant"].visits) == (300, 1)
    assert (rows["new"].uncosted, rows["hot"].unknown_gains, rows["hot"].gained) == (1, 1, 0)


def test_years_that_are_over_are_kept(today: date) -> None:
    StatusFigures.objects.create(year=2025, status="new", heads=4, as_of=date(2025, 12, 31))
    live(make_company(), today)
    store_profits(YearSales({}), today=today)
    assert sorted(StatusFigures.objects.values_list("year", "heads")) == [(2025, 4), (2026, 1)]


def test_the_facts_give_the_year_and_the_margin_of_each_order(today: date, tmp_path: Path) -> None:
    one, two = make_company(), make_company()
    make_order(one, date(2025, 12, 30), "100", cost="40")
    make_order(one, date(2026, 1, 1), "200", cost="100")
    make_order(two, today, "50.50", cost="20.25")
    make_order(two, today, "10")
    make_order(two, today + timedelta(days=1), "999", cost="1")
    with open_facts(directory=tmp_path) as facts:
        found = year_sales(facts, today)
    assert found.by_company == {one.pk: Sales(D(200), D(100)), two.pk: Sales(D("60.50"), None)}
    assert [(each.rank, each.margin, each.customers) for each in found.ranks] == [
        (1, D("45.13"), 2),
        (2, D("100.00"), 1),
    ]
    store_profits(found, today=today)
    assert OrderRankMargin.objects.count() == 2


def test_a_company_in_the_bin_has_no_profit(today: date) -> None:
    company = make_company()
    live(company, today)
    store_profits(YearSales({}), today=today)
    Company.objects.filter(pk=company.pk).update(deleted_at="2026-11-20T00:00Z")
    store_profits(YearSales({}), today=today)
    assert not CustomerProfit.objects.exists()


def letter(company: Company, day: date, **fields: object) -> None:
    sent = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)
    given = {"kind": "letter", "state": "sent", "purpose": "professional", "sent_at": sent, **fields}
    Message.objects.create(company=company, not_before=sent, **given)


def test_a_message_that_left_is_a_contact(today: date) -> None:
    written, silent, billed = make_company(), make_company(), make_company()
    for company in (written, silent, billed):
        live(company, today)
    letter(written, today - timedelta(days=5))
    letter(written, today, state="waiting", sent_at=None)
    letter(billed, today, kind="invoice")
    store_profits(YearSales({}), today=today)
    rows = {row.company_id: row for row in CustomerProfit.objects.all()}
    assert (rows[written.pk].messages, rows[written.pk].contact_due) == (1, False)
    assert (rows[silent.pk].messages, rows[silent.pk].contact_due) == (0, True)
    assert (rows[billed.pk].messages, rows[billed.pk].contact_due) == (0, True)
    assert sum(row.messages for row in StatusFigures.objects.all()) == 1


def test_the_last_day_of_a_year_counts_though_its_night_came_before() -> None:
    """The night of 31 December ends before the day begins; the first night of January closes the year."""
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    company, came = make_company(last_contact_on=first), make_company()
    live(company, last, "dormant")
    refresh_profits(today=last)
    assert [(row.status, row.heads, row.net) for row in StatusFigures.objects.all()] == [("dormant", 1, 0)]
    # On the last day it orders and is visited; on the first it wakes, and another comes.
    make_order(company, last, "100", cost="40")
    visit(company, last)
    visit(company, first)
    StatusChange.objects.create(
        company=company, before="dormant", after="irregular", happened_on=first, cause="computed"
    )
    CustomerLife.objects.update(status="irregular")
    live(came, first, "new")
    StatusChange.objects.create(company=came, before="", after="new", happened_on=first, cause="computed")
    refresh_profits(today=first)
    closed = StatusFigures.objects.get(year=2026)
    assert (closed.status, closed.heads, closed.net, closed.gained, closed.visits, closed.overdue) == (
        "dormant", 1, D(100), D(60), 1, 0,
    )  # fmt: skip
    assert closed.as_of == first
    assert sorted(StatusFigures.objects.filter(year=2027).values_list("status", "heads", "started")) == [
        ("irregular", 1, 1),
        ("new", 1, 1),
    ]


def test_what_is_written_in_january_still_counts_then_the_year_is_kept() -> None:
    company = make_company()
    live(company, date(2026, 12, 31))
    refresh_profits(today=date(2026, 12, 31))
    refresh_profits(today=date(2027, 1, 2))
    make_order(company, date(2026, 12, 30), "100", cost="40")
    refresh_profits(today=date(2027, 1, 31))
    assert StatusFigures.objects.get(year=2026).net == 100
    make_order(company, date(2026, 12, 30), "900", cost="40")
    refresh_profits(today=date(2027, 2, 1))
    assert StatusFigures.objects.get(year=2026).net == 100


def test_a_year_that_no_night_of_january_closed_is_closed_later() -> None:
    company = make_company()
    live(company, date(2026, 12, 31))
    refresh_profits(today=date(2026, 12, 30))
    make_order(company, date(2026, 12, 31), "100", cost="40")
    refresh_profits(today=date(2027, 3, 5))
    assert StatusFigures.objects.get(year=2026).net == 100


def test_who_was_created_in_january_was_not_there_in_december(today: date) -> None:
    """A first status may be untold, as of a prospect: only its next change is written."""
    last, first = date(2026, 12, 31), date(2027, 1, 3)
    there, untold, moved, imported = (make_company() for _ in range(4))
    Company.objects.update(created_at=datetime(2026, 6, 1, 10, tzinfo=PARIS))
    live(there, last)
    refresh_profits(today=last)
    came = Company.objects.filter(pk__in=[untold.pk, moved.pk, imported.pk])
    came.update(created_at=datetime(2027, 1, 1, 0, 30, tzinfo=PARIS))
    live(untold, first, "suspect", first_order_on=None)
    live(moved, first, "lead", first_order_on=None)
    StatusChange.objects.create(
        company=moved, before="suspect", after="lead", happened_on=first, cause="computed"
    )
    # Brought in January with orders of long ago: a customer of that year all the same.
    live(imported, first)
    refresh_profits(today=first)
    assert [(row.status, row.heads) for row in StatusFigures.objects.filter(year=2026)] == [("regular", 2)]
