"""Statuses written from the tables: at once, with their changes, whatever the data."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.models import Company
from negoce.jobs.worker import work_off
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.models import CustomerLife, PortfolioSetting, StatusChange, StatusOverride
from negoce.prospecting.models import Referral
from tests.factories.companies import make_activity, make_company
from tests.factories.orders import make_order, make_product
from tests.factories.prospecting import make_referral

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
MONTHLY = [date(2026, 1, 10), date(2026, 2, 9), date(2026, 3, 11), date(2026, 4, 12), date(2026, 5, 10)]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))


def customer(days: list[date]) -> Company:
    company = make_company()
    for day in days:
        make_order(company, day, "100.00")
    return company


def changes_of(company: Company) -> list[tuple[str, str, date]]:
    rows = StatusChange.objects.filter(company=company).order_by("id")
    return [(each.before, each.after, each.happened_on) for each in rows]


def test_a_regular_customer_has_its_row_and_its_past() -> None:
    company = customer(MONTHLY)
    refresh_life([company.pk], today=TODAY)
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.computed, life.cause) == ("regular", "regular", "computed")
    assert life.status_since == date(2026, 3, 11)
    assert (life.order_days, life.first_order_on, life.last_order_on) == (5, MONTHLY[0], MONTHLY[-1])
    assert life.cadence_days == 30.0
    assert round(life.gaps_variation or 0, 4) == 0.0471
    assert life.orders_12_months == 5
    assert life.reason["code"] == "life.regular"
    assert changes_of(company) == [
        ("", "new", MONTHLY[0]),
        ("new", "irregular", MONTHLY[1]),
        ("irregular", "regular", MONTHLY[2]),
    ]
    assert all(each.is_past for each in StatusChange.objects.order_by("id"))


def test_it_moves_with_the_days_and_is_idempotent() -> None:
    company = customer(MONTHLY)
    refresh_life([company.pk], today=TODAY)
    assert refresh_life([company.pk], today=TODAY) == 0
    assert refresh_life([company.pk], today=date(2026, 8, 1)) == 2
    assert changes_of(company)[-1] == ("regular", "dormant", date(2026, 7, 10))
    assert not StatusChange.objects.filter(company=company).latest("id").is_past
    assert CustomerLife.objects.get(company=company).status_since == date(2026, 7, 10)


def test_what_is_no_purchase_counts_for_nothing() -> None:
    company = make_company()
    make_order(company, date(2026, 5, 1), "-40.00")
    make_order(company, date(2026, 5, 2), "0.00")
    make_order(company, date(2126, 5, 2), "90.00")
    make_order(company, date(2026, 5, 3), "90.00", cancelled_at=timezone.now())
    refresh_life([company.pk], today=TODAY)
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.order_days, life.orders_12_months) == ("suspect", 0, 0)
    assert life.status_since == timezone.localtime(company.created_at).date()
    assert changes_of(company) == []


def test_facts_of_activities_and_referrals_are_read() -> None:
    company = make_company()
    make_activity(company, need_recorded="Un emballage isotherme", starts_at=at(date(2026, 6, 1)))
    make_activity(company, quote_wanted=True, state="planned", starts_at=at(date(2026, 6, 2)))
    make_activity(company, departure_declared=True, starts_at=at(date(2026, 6, 3)), deleted_at=timezone.now())
    make_activity(company, departure_declared=True, starts_at=at(date(2026, 7, 3)))
    buyer = customer(MONTHLY)
    make_referral(buyer, company, outcome="customer", won_on=date(2026, 6, 5))
    refresh_life([company.pk, buyer.pk], today=TODAY)
    statuses = dict(CustomerLife.objects.order_by("pk").values_list("company_id", "status"))
    assert statuses == {company.pk: "lead", buyer.pk: "ambassador"}
    assert Referral.objects.count() == 1
    refresh_life([company.pk], today=date(2026, 7, 4))
    assert CustomerLife.objects.get(company=company).status == "lost"


def test_a_quote_wanted_makes_a_hot_prospect() -> None:
    company = make_company()
    day = date(2026, 6, 4)
    make_activity(company, meeting_answer="accepted", starts_at=at(day))
    make_activity(company, quote_wanted=True, starts_at=at(day + timedelta(days=1)))
    from negoce.portfolio.queries.life_facts import company_facts

    facts = company_facts([company.pk], TODAY)[company.pk].life
    assert (facts.meeting_accepted_on, facts.quote_wanted_on) == (day, day + timedelta(days=1))


def test_what_is_declared_prevails_until_its_day() -> None:
    company = customer(MONTHLY)
    refresh_life([company.pk], today=TODAY)
    StatusOverride.objects.create(
        company=company, status="lost", reason="Repris par un groupe", starts_on=TODAY,
        ends_on=TODAY + timedelta(days=3),
    )  # fmt: skip
    refresh_life([company.pk], today=TODAY)
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.computed, life.cause) == ("lost", "regular", StatusCause.DECLARED)
    refresh_life([company.pk], today=TODAY + timedelta(days=4))
    life.refresh_from_db()
    assert (life.status, life.cause) == (LifeStatus.REGULAR, StatusCause.COMPUTED)
    assert changes_of(company)[-2:] == [
        ("regular", "lost", TODAY),
        ("lost", "regular", TODAY + timedelta(days=4)),
    ]


def test_thresholds_of_the_team_are_used() -> None:
    company = customer(MONTHLY)
    PortfolioSetting.objects.create(key="dormant_days", value=D(10))
    PortfolioSetting.objects.create(key="dormant_cadences", value=D(1))
    refresh_life([company.pk], today=TODAY)
    assert CustomerLife.objects.get(company=company).status == "dormant"


def test_a_company_in_the_bin_has_no_row() -> None:
    company = customer(MONTHLY)
    refresh_life([company.pk], today=TODAY)
    Company.objects.filter(pk=company.pk).update(deleted_at=timezone.now())
    refresh_life([company.pk], today=TODAY)
    assert not CustomerLife.objects.filter(company=company).exists()


def test_money_and_families_are_those_of_the_customer() -> None:
    company = make_company()
    today = timezone.localdate()
    make_order(company, today, "120.00", cost="70.00", product=make_product())
    refresh_sales([company.pk])
    work_off()
    life = CustomerLife.objects.get(company=company)
    assert (life.status, life.net_12_months, life.margin_12_months) == ("new", D(120), D(50))
    assert life.families == 0


def test_ten_thousand_orders_a_day_and_queries_that_do_not_grow() -> None:
    crowd = [customer([TODAY] * 3) for _each in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        refresh_life([crowd[0].pk], today=TODAY)
    with CaptureQueriesContext(connection) as three:
        refresh_life([each.pk for each in crowd], today=TODAY)
    assert len(three) <= len(one) + 1
    assert set(
        CustomerLife.objects.order_by("pk").values_list("status", "order_days", "orders_12_months")
    ) == {("new", 1, 3)}
