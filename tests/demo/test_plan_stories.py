"""What the demo's plan that is over says is what its fair and its recommendations say."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negoce.companies.models import Activity
from negoce.demo.seeding.plan_funnel import tell_funnel
from negoce.demo.seeding.plan_quotes import PIECES, write_plan_quotes
from negoce.demo.seeding.plan_stories import FAIR_COST, REWARD, tell_what_came
from negoce.demo.seeding.plans_begun import FUNNELS, RUNNING
from negoce.identity.enums import Role
from negoce.portfolio.actions.plan_result_refresh import refresh_plan
from negoce.portfolio.queries.form_results import fair_results
from negoce.prospecting.models import Fair, FairEntry, PlanChannel, PlanCompany, PlanCost, Referral
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_bought, make_order, make_product, make_sales
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
START = date(2026, 1, 7)


def test_the_fair_and_the_recommendations_give_the_figures_of_the_plan() -> None:
    manager = make_user(Role.MANAGER)
    plan = make_plan(
        manager, starts_on=START, ends_on=date(2026, 8, 15), state="running",
        started_at=f"{START}T08:30:00+00:00",
    )  # fmt: skip
    plan.refresh_from_db()
    giver = make_company(owner=manager, is_fictional=True)
    make_sales(giver, first_order_on=date(2020, 1, 1), net_12_months=D(5000))
    for channel in ("fair", "referral"):
        PlanChannel.objects.create(plan=plan, channel=channel)
        company = make_company(origin_channel=channel, owner=manager)
        make_contact(company)
        first = START + timedelta(days=60)
        make_sales(company, first_order_on=first)
        make_order(company, first, "500")
        PlanCompany.objects.create(plan=plan, company=company)
    tell_what_came(plan, manager)
    channels = refresh_plan(plan, today=date(2026, 8, 15)).content["channels"]
    fair = Fair.objects.get()
    result = fair_results([fair])[fair.pk]
    assert (result.customers, result.contacts, result.cost_per_customer) == (
        channels["fair"]["customers"], channels["fair"]["contacted"], FAIR_COST,
    )  # fmt: skip
    assert PlanCost.objects.get(channel="fair").amount == FAIR_COST
    entry = FairEntry.objects.get()
    assert (entry.activity, entry.is_new_company, entry.company.created_at) == (
        Activity.objects.get(), True, entry.noted_at,
    )  # fmt: skip
    referral = Referral.objects.get()
    assert (channels["referral"]["customers"], referral.outcome, referral.reward_amount) == (
        1, "customer", REWARD,
    )  # fmt: skip
    assert (referral.referrer_company, START < referral.given_on < first) == (giver, True)


def test_each_stage_of_a_plan_was_reached_by_some_of_those_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody bought without a quote, nor had a quote without a meeting: costs grow from stage to stage."""
    monkeypatch.setitem(FUNNELS, RUNNING, (8, 5, 3, 2))
    manager, today = make_user(Role.MANAGER), date(2026, 5, 15)
    plan = make_plan(
        manager, name=RUNNING, starts_on=START, ends_on=date(2026, 8, 15), state="running",
        started_at=f"{START}T08:30:00+00:00",
    )  # fmt: skip
    plan.refresh_from_db()
    product = make_product("A1", price=D(9), cost=D(4))
    for place in range(10):
        company = make_company(owner=manager, origin_channel="phone")
        PlanCompany.objects.create(plan=plan, company=company)
        if place == 6:
            first = START + timedelta(days=70)
            make_sales(company, first_order_on=first)
            make_order(company, first, "500")
            make_bought(company, product, first)
    tell_funnel(plan, FUNNELS[RUNNING], today, manager)
    for place in range(PIECES):
        write_plan_quotes(today, place)
    content = refresh_plan(plan, today=today).content
    assert (content["stages"], content["passed"]) == ([8, 5, 3, 2, 1], [[3, 8], [2, 3], [1, 2]])
