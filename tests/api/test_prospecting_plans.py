"""Prospecting plans through the API."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import PlanCost, ProspectingPlan
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.plans import make_plan
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
BODY = {
    "name": "Boulangeries de Lyon", "objective": "new_target", "starts_on": "2026-11-02", "ends_on": "2026-12-31",
    "filter": "city is Lyon", "target_orders": 4, "contact_rate": "12.5",
    "channels": [{"channel": "phone", "budget": "900.50", "target_orders": 4}],
}  # fmt: skip
CONTENT = {
    "stages": [8, 4, 4, 2, 2], "contacts": 10, "orders": 2, "revenue_cents": 120_000, "margin_cents": 30_000,
    "channels": {"phone": {"contacted": 8, "customers": 2, "revenue_cents": 120_000}},
    "weeks": [["2026-11-02", 8, 4, 4, 2, 2]],
}  # fmt: skip


def test_a_plan_is_written_started_paid_for_and_closed() -> None:
    program = make_program()
    make_company(city="Lyon")
    colleague = make_user(Role.SALESPERSON)
    made = program.post("prospecting-plans", {**BODY, "people": [colleague.public_id]})
    assert made.status_code == 201, made.content
    plan = made.json()
    assert (plan["state"], plan["budget"], plan["quote_rate"], plan["contact_rate"]) == (
        "draft", "900.50", "25.00", "12.50",
    )  # fmt: skip
    assert plan["owner"]["id"] == program.user.public_id
    assert [each["id"] for each in plan["people"]] == [colleague.public_id]
    path = f"prospecting-plans/{plan['id']}"
    changed = program.send("PATCH", path, {"name": "Boulangeries", "yearly_margin": 1400}).json()
    assert (changed["name"], changed["yearly_margin"], changed["filter"]) == (
        "Boulangeries", "1400.00", "city is Lyon",
    )  # fmt: skip
    assert changed["channels"] == plan["channels"]
    assert program.send("PATCH", path, {"name": "Autre", "revision": 0}).status_code == 409
    assert program.post(f"{path}/costs", {"day": "2026-11-03", "kind": "pay", "amount": 5}).status_code == 422
    started = program.post(f"{path}/start").json()
    assert (started["state"], started["targeted"]) == ("running", 1)
    cost = program.post(
        f"{path}/costs", {"day": "2026-11-03", "kind": "pay", "amount": "420.10", "channel": "phone"}
    )
    assert cost.status_code == 201, cost.content
    assert program.get(path).json()["costs"] == [cost.json()]
    assert program.get("prospecting-plans").json()["items"][0]["spent"] == "420.10"
    assert program.send("DELETE", f"plan-costs/{cost.json()['id']}").status_code == 204
    assert PlanCost.objects.count() == 0
    closed = program.post(f"{path}/close", {"lesson": "Appeler le matin."}).json()
    assert (closed["state"], closed["lesson"], closed["results"]["stages"]["customers"]) == (
        "closed", "Appeler le matin.", 0,
    )  # fmt: skip
    assert program.send("DELETE", path).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"objective": "war"},
        {"starts_on": "jamais"},
        {"ends_on": "2026-10-01"},
        {"channels": [{"channel": "pigeon"}]},
        {"channels": ["phone"]},
        {"people": "moi"},
        {"people": ["nope"]},
        {"filter": "towns is Lyon"},
        {"target_orders": "beaucoup"},
        {"profit": 3},
    ],
)
def test_a_faulty_plan_is_refused(wrong: dict[str, object]) -> None:
    assert make_program().post("prospecting-plans", {**BODY, **wrong}).status_code == 422
    assert ProspectingPlan.objects.count() == 0


def test_margins_are_for_who_reads_them() -> None:
    user = make_user(Role.SALESPERSON)
    plan = make_plan(user, yearly_margin=D(1200), state="running", started_at=timezone.now())
    PlanFigures.objects.create(plan=plan, as_of=timezone.localdate(), content=CONTENT, made_at=timezone.now())
    PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=timezone.localdate(), amount=D(200))
    whole = make_program().get(f"prospecting-plans/{plan.public_id}").json()
    assert (whole["yearly_margin"], whole["results"]["margin"], whole["results"]["payback_rests_on"]) == (
        "1200.00", "300.00", "paid",
    )  # fmt: skip
    assert whole["results"]["cost_per"] == {
        "contact": "20.00", "lead": "50.00", "meeting": "50.00", "customer": "100.00",
        "attributed_customer": "100.00",
    }  # fmt: skip
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    read = make_program(user=user).get(f"prospecting-plans/{plan.public_id}").json()
    hidden = {"margin", "payback_months", "payback_rests_on", "return_percent"}
    assert ("yearly_margin" in read, hidden & read["results"].keys()) == (False, set())
    assert read["results"]["revenue"] == "1200.00"


def test_a_plan_is_for_its_people_and_written_by_who_steers() -> None:
    plan = make_plan(make_user(), filter_text="")
    path = f"prospecting-plans/{plan.public_id}"
    stranger = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    assert (stranger.get(path).status_code, stranger.get("prospecting-plans").json()["items"]) == (404, [])
    own = make_plan(stranger.user)
    assert [each["id"] for each in stranger.get("prospecting-plans").json()["items"]] == [own.public_id]
    assert stranger.send("PATCH", f"prospecting-plans/{own.public_id}", {"name": "B"}).status_code == 403
    assert stranger.post("prospecting-plans", BODY).status_code == 403
    assert stranger.post(f"prospecting-plans/{own.public_id}/start").status_code == 403
    reader = make_program(scopes=[TokenScope.PROSPECTING_READ])
    assert (reader.get(path).status_code, reader.post("prospecting-plans", BODY).status_code) == (200, 403)
    assert make_program(scopes=[TokenScope.STEERING_READ]).get(path).status_code == 403


def test_plans_come_page_by_page_in_as_many_queries(queries: Queries) -> None:
    program = make_program()
    plans = [make_plan(program.user, name=f"Plan {place}") for place in range(3)]
    first = program.get("prospecting-plans?limit=2").json()
    rest = program.get(first["next"]).json()
    assert [each["id"] for each in [*first["items"], *rest["items"]]] == [
        each.public_id for each in reversed(plans)
    ]
    assert rest["next"] is None
    assert program.get(f"{first['next'].replace('limit=2', 'state=draft')}").status_code == 400
    queries.same(lambda: make_plan(program.user), lambda: program.get("prospecting-plans"))
