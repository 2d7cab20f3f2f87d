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
from negoce.prospecting.rules.channel_cost import Acquisition
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
    assert found["stages"] == [3, 2, 2, 1, 1]
    assert (found["contacts"], found["orders"]) == (2, 1)
    assert (found["revenue_cents"], found["margin_cents"]) == (100_000, 40_000)
    assert found["channels"] == {
        "": {
            "contacted": 2,
            "leads": 2,
            "meetings": 2,
            "quotes": 1,
            "customers": 1,
            "revenue_cents": 100_000,
        },
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
    assert channel_history(make_actor(Role.MANAGER, scope=Scope.ALL)) == {
        "phone": Acquisition(D(600), 2, D("300.00"))
    }
    assert channel_history(make_actor(Role.SALESPERSON, scope=Scope.OWN)) == {}
