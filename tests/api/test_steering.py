"""Playbooks, offers, the plan, budgets, targets and the forecast through the API."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.automation.models import Playbook, SegmentOffer
from negoce.companies.models import SavedView
from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from negoce.portfolio.models import (
    ForecastSnapshot,
    MonthlySales,
    PlannedAction,
    SalesTarget,
    StatusBudget,
    StatusFigures,
)
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.offers import make_offer
from tests.factories.playbooks import make_life, make_playbook, make_run
from tests.factories.prospecting import make_referral
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def test_a_playbook_is_written_previewed_switched_on_and_read() -> None:
    program = make_program()
    refused = program.post("playbooks", {"name": "Relance", "status": "asleep"})
    assert refused.status_code == 422
    made = program.post("playbooks", {"name": "Relance", "status": "dormant", "control_percent": 0})
    assert made.status_code == 201, made.content
    path = f"playbooks/{made.json()['id']}"
    step = program.post(f"{path}/steps", {"kind": "task", "subject": "Appeler", "delay_days": 3})
    assert [(each["subject"], each["delay_days"]) for each in step.json()["steps"]] == [("Appeler", 3)]
    company = make_life().company
    seen = program.get(f"{path}/preview?present=yes").json()
    assert (seen["companies"], seen["control"], seen["first"][0]["id"]) == (1, 0, company.public_id)
    assert program.get(f"{path}/preview").json()["companies"] == 0
    assert program.post(f"{path}/switch", {"on": "yes"}).status_code == 422
    on = program.post(f"{path}/switch", {"on": True, "present": True}).json()
    assert (on["is_active"], on["takes_from"], on["effect"]["verdict"]) == (True, None, "not_enough")
    changed = program.send("PATCH", path, {"effect_days": 45, "stops_on_answer": False}).json()
    assert (changed["name"], changed["effect_days"], changed["stops_on_answer"], changed["stops_on_order"]) == (
        "Relance", 45, False, True,
    )  # fmt: skip
    assert program.send("DELETE", f"playbook-steps/{step.json()['steps'][0]['id']}").status_code == 204
    assert program.get(path).json()["steps"] == []
    assert program.post(f"{path}/switch", {"on": False}).json()["is_active"] is False


def test_who_sees_a_part_of_the_house_reads_their_own_and_writes_nothing() -> None:
    leader = make_user(Role.MANAGER)
    row, offer = make_playbook(), make_offer()
    make_run(row, make_company(owner=leader))
    make_run(row)
    program = make_program(user=leader)
    assert program.get(f"playbooks/{row.public_id}").json()["running"] == 1
    assert program.get(f"offers/{offer.public_id}").status_code == 200
    year = timezone.localdate().year
    for method, path, body in (
        ("POST", f"playbooks/{row.public_id}/switch", {"on": False}),
        ("PATCH", f"playbooks/{row.public_id}", {"name": "Autre"}),
        ("POST", "playbooks", {"name": "Autre", "status": "new"}),
        ("POST", f"offers/{offer.public_id}/launch", {"on": True}),
        ("DELETE", f"offers/{offer.public_id}", None),
        ("POST", "plan", {"name": "Salon", "part": "conquest"}),
        ("PATCH", "budgets", {"year": year, "status": "new", "target_heads": 4}),
    ):
        assert program.send(method, path, body).status_code == 403, path
    assert not PlannedAction.objects.exists()
    assert not StatusBudget.objects.exists()
    seller = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    assert [seller.get(path).status_code for path in ("playbooks", "offers")] == [403, 403]
    reader = make_program(scopes=[TokenScope.STEERING_READ])
    assert reader.post("playbooks", {"name": "Autre", "status": "new"}).status_code == 403
    assert make_program(scopes=[TokenScope.COMPANIES_READ]).get("playbooks").status_code == 403
    assert Playbook.objects.get(pk=row.pk).is_active


def test_an_offer_aims_at_a_status_then_at_a_view_and_is_launched() -> None:
    user = make_user()
    program = make_program(user=user)
    make_company(city="Lyon")
    view = SavedView.objects.create(
        owner=user, list_key="companies", name="Lyonnais", query="filter=city+is+Lyon"
    )
    ends = (timezone.localdate() + timedelta(days=30)).isoformat()
    body = {"name": "Retour", "words": "Port offert", "ends_on": ends}
    assert program.post("offers", body).status_code == 422
    assert program.post("offers", {**body, "view": "000000000000"}).status_code == 422
    made = program.post("offers", {**body, "status": "dormant", "control_percent": 0})
    assert made.status_code == 201, made.content
    path = f"offers/{made.json()['id']}"
    changed = program.send("PATCH", path, {"view": view.public_id}).json()
    assert (changed["status"], changed["segment"], changed["segment_filter"], changed["aimed_at"]) == (
        "", "Lyonnais", "city is Lyon", 1,
    )  # fmt: skip
    again = program.send("PATCH", path, {"reduction": "10 %"}).json()
    assert (again["segment"], again["reduction"], again["words"]) == ("Lyonnais", "10 %", "Port offert")
    back = program.send("PATCH", path, {"status": "new"}).json()
    assert (back["status"], back["segment"]) == ("new", None)
    on = program.post(f"{path}/launch", {"on": True}).json()
    assert on["launched_on"] == timezone.localdate().isoformat()
    assert program.post(f"{path}/launch", {"on": False}).json()["launched_on"] is None
    assert [each["id"] for each in program.get("offers").json()["items"]] == [changed["id"]]
    assert program.send("DELETE", path).status_code == 204
    assert SegmentOffer.objects.count() == 0


def test_the_plan_is_written_and_margins_are_for_who_reads_them() -> None:
    program, year = make_program(), timezone.localdate().year
    body = {"name": "Salon", "part": "conquest", "budget": "9500.50", "expected_margin": 14000, "year": year}
    assert program.post("plan", {**body, "part": "war"}).status_code == 422
    assert program.post("plan", {**body, "first_month": 13}).status_code == 422
    made = program.post("plan", body)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["budget"], row["expected_margin"], row["first_month"], row["last_month"]) == (
        "9500.50", "14000.00", 1, 12,
    )  # fmt: skip
    path = f"planned-actions/{row['id']}"
    changed = program.send("PATCH", path, {"actual_cost": "9000", "first_month": 3}).json()
    assert (changed["actual_cost"], changed["budget"], changed["first_month"]) == ("9000.00", "9500.50", 3)
    plan = program.get(f"plan?year={year}").json()
    assert (plan["items"][0]["id"], plan["items"][0]["counted_customers"]) == (row["id"], 0)
    assert (plan["sums"]["all"]["spent"], plan["sums"]["loyalty"]["actions"]) == ("9000.00", 0)
    assert program.get("plan?year=12").status_code == 422
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    seller = make_program(Role.SALESPERSON)
    read = seller.get(f"plan?year={year}").json()
    assert ("actual_cost" in read["items"][0], "spent" in read["sums"]["all"]) == (False, False)
    assert read["items"][0]["budget"] == "9500.50"
    assert program.send("DELETE", path).status_code == 204
    assert PlannedAction.objects.count() == 0


def test_budgets_are_set_by_status() -> None:
    program, year = make_program(), timezone.localdate().year
    StatusFigures.objects.create(year=year, status="new", heads=3, net=D(70), as_of=timezone.localdate())
    body = {"year": year, "status": "new", "target_heads": 40, "budget": "1500.00"}
    answer = program.send("PATCH", "budgets", body)
    assert answer.status_code == 200, answer.content
    line = next(each for each in answer.json()["items"] if each["status"] == "new")
    assert (line["heads"], line["net"], line["target_heads"], line["budget"]) == (3, "70.00", 40, "1500.00")
    assert answer.json() == program.get(f"budgets?year={year}").json()
    for wrong in ({"status": "asleep"}, {"target_heads": "2.5"}, {"budget": -1}, {"heads": 2}, {"year": 12}):
        assert program.send("PATCH", "budgets", {**body, **wrong}).status_code == 422, wrong
    program.send("PATCH", "budgets", {"year": year, "status": "new", "budget": None})
    assert StatusBudget.objects.get().budget is None


def test_targets_and_the_forecast_are_read_by_who_sees_them() -> None:
    user, today = make_user(Role.MANAGER, scope=Scope.ALL.value), timezone.localdate()
    month = today.replace(day=1)
    program = make_program(user=user)
    MonthlySales.objects.create(month=month, person=user, net=D(900), as_of=timezone.now())
    body = {"by": "person", "id": user.public_id, "month": f"{month:%Y-%m}", "amount": "1200.00"}
    line = program.send("PATCH", "targets", body)
    assert line.status_code == 200, line.content
    assert line.json()["months"] == [{"month": f"{month:%Y-%m}", "target": "1200.00", "ordered": "900.00"}]
    months = ({"month": each} for each in ("2026-13", "0001-01", "9999-12"))
    for wrong in ({"id": "000000000000"}, {"by": "planet"}, {"amount": -1}, *months):
        assert program.send("PATCH", "targets", {**body, **wrong}).status_code == 422, wrong
    assert program.get(f"targets?by=person&year={month.year}").json()["items"] == [line.json()]
    ForecastSnapshot.objects.create(as_of=today, scope="house", month=month, low=1, mid=2, high=3)
    house = program.get("forecast").json()
    assert (house["by"], house["items"][0]["mid"], house["as_of"]) == ("house", "2.00", today.isoformat())
    assert program.get("forecast?by=person&of=000000000000").status_code == 404
    seller = make_program(Role.SALESPERSON)
    assert seller.get("targets").json()["by"] == "person"
    assert seller.get("forecast?by=house").status_code == 422
    assert seller.send("PATCH", "targets", body).status_code in (403, 422)
    assert SalesTarget.objects.get().amount == 1200


def test_all_referrals_come_page_by_page() -> None:
    user = make_user(Role.SALESPERSON)
    rows = [make_referral(make_company(owner=user), make_company(owner=user)) for _number in range(3)]
    make_referral(make_company(), make_company())
    program = make_program(user=user)
    first = program.get("referrals?limit=2").json()
    assert [each["id"] for each in first["items"]] == [rows[2].public_id, rows[1].public_id]
    rest = program.get(f"referrals?limit=2&after={first['after']}").json()
    assert ([each["id"] for each in rest["items"]], rest["after"]) == ([rows[0].public_id], None)
    assert program.get("referrals?outcome=customer").json()["items"] == []
    assert program.get("referrals?after=000000000000").status_code == 404


@pytest.mark.parametrize("path", ["playbooks", "offers", "plan", "budgets", "targets?by=person", "referrals"])
def test_lists_cost_the_same_whatever_they_hold(path: str, queries: Queries) -> None:
    program = make_program()

    def more() -> None:
        make_run(make_playbook())
        make_offer()
        make_referral(make_company(), make_company())
        PlannedAction.objects.create(
            year=timezone.localdate().year, name="Salon", part="loyalty", first_month=1, last_month=2,
            owner=make_user(Role.SALESPERSON),
        )  # fmt: skip

    queries.same(more, lambda: program.get(path))
