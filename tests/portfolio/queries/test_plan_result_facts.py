"""What became of the target of a plan, and what customers cost by channel over plans (P2, P3)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.portfolio.actions.plan_result_refresh import refresh_plan, refresh_running_plans
from negoce.portfolio.models import PlanFigures
from negoce.portfolio.queries.channel_history import channel_history
from negoce.prospecting.models import PlanCompany, PlanCost, ProspectingPlan
from negoce.prospecting.rules.known_cost import KnownCost
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order
from tests.factories.plans import make_plan
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
START, TODAY = date(2026, 11, 2), date(2026, 11, 20)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def running(*targets: Company) -> ProspectingPlan:
    plan = make_plan(
        make_user(Role.MANAGER, scope=Scope.ALL.value),
        state="running",
        started_at=at(START),
        targeted=len(targets),
    )
    plan.channels.create(channel="phone", budget=D(1_000))
    PlanCompany.objects.bulk_create(PlanCompany(plan=plan, company=each) for each in targets)
    return plan


def content(plan: ProspectingPlan) -> dict[str, object]:
    return refresh_plan(plan, today=TODAY).content


def test_each_stage_is_read_from_what_was_done_since_the_start() -> None:
    called, met, bought, before, outside = (make_company() for _each in range(5))
    make_activity(called, kind="call", state="done", starts_at=at(START), direction="outgoing")
    make_activity(called, kind="call", state="planned", starts_at=at(TODAY))
    make_activity(
        met, kind="visit", state="done", starts_at=at(START + timedelta(days=8)), need_recorded="Vitrines"
    )
    make_activity(before, kind="call", state="done", starts_at=at(START - timedelta(days=1)))
    make_activity(outside, kind="call", state="done", starts_at=at(START))
    make_order(bought, START + timedelta(days=3), "1000", cost="600")
    make_order(before, START - timedelta(days=100), "500")
    make_order(before, START + timedelta(days=3), "800")
    found = content(running(called, met, bought, before))
    # Who bought before goes on buying: none of it is the plan's.
    # Who bought did so without a visit nor a quote: each stage counts what was noted of it.
    assert found["stages"] == [2, 1, 1, 0, 1]
    assert found["passed"] == [[1, 2], [0, 1], [0, 0]]
    assert (found["contacts"], found["orders"]) == (2, 1)
    assert (found["revenue_cents"], found["margin_cents"]) == (100_000, 40_000)
    assert found["channels"] == {
        "": {"contacted": 1, "leads": 1, "meetings": 1, "customers": 1, "revenue_cents": 100_000},
        "phone": {"contacted": 1},
    }


def test_a_closed_plan_counts_to_its_close_and_is_counted_once_more() -> None:
    company = make_company()
    plan = running(company)
    make_order(company, date(2026, 11, 18), "100")
    ProspectingPlan.objects.filter(pk=plan.pk).update(state="closed", closed_at=at(date(2026, 11, 10)))
    assert refresh_running_plans(today=TODAY) == 1
    assert PlanFigures.objects.get().content["orders"] == 0
    assert refresh_running_plans(today=TODAY) == 0


def test_as_many_queries_for_three_targets_as_for_one(queries: Queries) -> None:
    plan = running()

    def make() -> None:
        company = make_company()
        make_activity(company, kind="call", state="done", starts_at=at(START))
        make_order(company, TODAY, "100")
        PlanCompany.objects.create(plan=plan, company=company)

    queries.same(make=make, read=lambda: refresh_plan(plan, today=TODAY))


def test_the_cost_of_a_customer_by_channel_over_plans() -> None:
    for _each in range(2):
        company = make_company(origin_channel="phone")
        plan = running(company)
        make_order(company, TODAY, "100")
        PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=START, amount=D(300))
        PlanCost.objects.create(plan=plan, kind="tools", day=START, amount=D(50))
        PlanCost.objects.create(plan=plan, channel="fair", kind="media", day=START, amount=D(900))
        refresh_plan(plan, today=TODAY)
    plans = tuple(ProspectingPlan.objects.order_by("pk").values_list("public_id", flat=True))
    assert channel_history(make_actor(Role.MANAGER, scope=Scope.ALL)) == {
        "phone": KnownCost(D(600), 2, plans)
    }
    assert channel_history(make_actor(Role.SALESPERSON, scope=Scope.OWN)) == {}


def test_customers_of_a_plan_that_noted_no_cost_of_the_channel_do_not_make_it_cheaper() -> None:
    for cost in (D(4_200), None):
        targets = [make_company(origin_channel="phone") for _each in range(6)]
        plan = running(*targets)
        for company in targets:
            make_order(company, TODAY, "100")
        if cost:
            PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=START, amount=cost)
            counted = plan.public_id
        refresh_plan(plan, today=TODAY)
    found = channel_history(make_actor(Role.MANAGER, scope=Scope.ALL))["phone"]
    assert (found, found.each) == (KnownCost(D(4_200), 6, (counted,)), D("700.00"))


def test_a_plan_not_counted_yet_says_nothing_of_what_customers_cost() -> None:
    plan = running(make_company())
    PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=START, amount=D(9_500))
    assert channel_history(make_actor(Role.MANAGER, scope=Scope.ALL)) == {}


def test_what_is_sold_in_another_currency_is_not_added_to_ours() -> None:
    ours, theirs = make_company(), make_company()
    make_order(ours, TODAY, "1000", cost="600")
    make_order(theirs, TODAY, "1000", cost="600", currency="USD")
    found = content(running(ours, theirs))
    # A customer all the same; only the amounts add up to nothing.
    assert (found["stages"][4], found["orders"]) == (2, 2)
    assert (found["revenue_cents"], found["margin_cents"]) == (100_000, 40_000)


def test_a_plan_counted_as_before_is_counted_anew_though_closed() -> None:
    plan = running(make_company())
    ProspectingPlan.objects.filter(pk=plan.pk).update(state="closed", closed_at=at(TODAY))
    old = {"stages": [1, 1, 1, 1, 1]}
    PlanFigures.objects.create(plan=plan, as_of=TODAY, content=old, made_at=timezone.now())
    assert refresh_running_plans(today=TODAY) == 1
    assert PlanFigures.objects.get().content["stages"] == [0, 0, 0, 0, 0]
