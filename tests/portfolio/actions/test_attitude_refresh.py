"""Levels of the pyramid from the file: at once, each night, and counted for who may see them (L4)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from negoce.catalogue.models import ProductFamily
from negoce.companies.enums import Direction, OriginChannel
from negoce.companies.models import ActivityContact
from negoce.kit.dates import add_years
from negoce.orders.models import Order
from negoce.portfolio import models  # pytest takes a class named Test… for a test
from negoce.portfolio.actions.attitude_night import evidence_by_company
from negoce.portfolio.actions.attitude_refresh import count_attitudes, recompute_attitudes, refresh_attitudes
from negoce.portfolio.enums import AttitudeLevel as L
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.models import AttitudeEvidence, AttitudeFigures, CustomerLife
from negoce.portfolio.queries.attitude_facts import OrderEvidence, order_evidence
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order, make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def level_of(company, today: date) -> str:
    refresh_attitudes([company.pk], today=today)
    return AttitudeEvidence.objects.get(company=company).level


def test_each_fact_lifts_a_step(today: date) -> None:
    company = make_company()
    assert level_of(company, today) == L.NONE
    call = make_activity(company)
    assert level_of(company, today) == L.NONE  # nobody took part
    ActivityContact.objects.create(activity=call, contact=make_contact(company))
    assert level_of(company, today) == L.INTEREST
    make_activity(company, direction=Direction.INCOMING.value)
    assert level_of(company, today) == L.CURIOSITY
    make_order(company, today - timedelta(days=60), "100")
    assert level_of(company, today) == L.FIRST_PURCHASE
    make_order(company, today - timedelta(days=60), "40")  # the same day: one purchase
    make_order(company, today - timedelta(days=9), "-40")  # a return is none
    assert level_of(company, today) == L.FIRST_PURCHASE
    make_order(company, today - timedelta(days=8), "100")
    assert level_of(company, today) == L.REPURCHASE
    for name in ("Fromages", "Beurres"):
        product = make_product(family=ProductFamily.objects.create(name=name))
        make_order(company, today - timedelta(days=3), "10", product=product)
    assert level_of(company, today) == L.ATTACHMENT
    models.Testimonial.objects.create(company=company, published_on=today, place="Notre site")
    assert level_of(company, today) == L.ENGAGEMENT
    row = AttitudeEvidence.objects.get(company=company)
    assert (row.since, row.level_3, row.attachment_on) == (today, L.NONE, today - timedelta(days=3))


def test_inbound_companies_came_by_themselves(today: date) -> None:
    company = make_company(origin_channel=OriginChannel.INBOUND.value)
    refresh_attitudes([company.pk], today=date(2100, 1, 1))
    row = AttitudeEvidence.objects.get(company=company)
    assert (row.curiosity_on is not None, row.level) == (True, L.NONE)


def test_the_life_of_a_company_says_the_same(today: date) -> None:
    company = make_company()
    CustomerLife.objects.create(
        company=company, status="new", computed="new", status_since=today, as_of=today
    )
    make_order(company, today, "100")
    refresh_attitudes([company.pk], today=today)
    life = CustomerLife.objects.get(company=company)
    assert (life.attitude, life.attitude_since) == (L.FIRST_PURCHASE, today)


def test_many_companies_cost_no_more_queries(today: date, queries: Queries) -> None:
    companies = [make_company() for _place in range(3)]
    for company in companies:
        make_order(company, today, "100")
    with queries.counted() as one:
        refresh_attitudes([companies[0].pk], today=today)
    with queries.counted() as three:
        refresh_attitudes([each.pk for each in companies], today=today)
    assert len(three) == len(one)


def test_measures_and_queries_say_the_same_of_orders(today: date, tmp_path: Path) -> None:
    families = [ProductFamily.objects.create(name=name) for name in ("A", "B", "C")]
    products = [make_product(family=family) for family in families]
    companies = [make_company() for _place in range(6)]
    days = [
        today - timedelta(days=900), add_years(today - timedelta(days=900), 2), today - timedelta(days=400),
        today - timedelta(days=30), today, today + timedelta(days=5),
    ]  # fmt: skip
    for place, company in enumerate(companies):
        for step, day in enumerate(days[place % 3 :]):
            product = products[(place + step) % 3] if place % 2 else None
            make_order(company, day, "-5" if step == 1 and place == 2 else "10", product=product)
    Order.objects.filter(company=companies[4]).update(cancelled_at="2026-01-01T00:00Z")
    with open_facts(directory=tmp_path) as facts:
        measured = evidence_by_company(facts, today)
    asked = order_evidence([each.pk for each in companies], today)
    assert measured == asked
    assert companies[4].pk not in measured
    assert measured[companies[0].pk].two_years_on == days[1]
    assert any(each.second_family_on for each in measured.values())


def test_all_are_worked_out_and_counted_by_owner(today: date) -> None:
    owner = make_user()
    companies = [make_company(owner=owner), make_company(owner=owner), make_company()]
    orders = {companies[0].pk: OrderEvidence(ordered_on=date(2026, 1, 5))}
    assert recompute_attitudes(today=today, orders=orders) == 3
    assert recompute_attitudes(today=today, orders=orders) == 0
    figures = AttitudeFigures.objects.order_by("-heads", "level").values_list(
        "owner", "level", "level_3", "heads"
    )
    assert sorted(figures, key=str) == sorted(
        [
            (owner.pk, L.FIRST_PURCHASE, L.FIRST_PURCHASE, 1),
            (owner.pk, L.NONE, L.NONE, 1),
            (None, L.NONE, L.NONE, 1),
        ],
        key=str,
    )
    count_attitudes(today=today)
    assert AttitudeFigures.objects.count() == 3
