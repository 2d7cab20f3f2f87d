"""My day through the API."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.automation.models import DayAnswer, PersonDay
from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.day import make_action
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def make_day(*scopes: TokenScope) -> tuple[object, object]:
    """A program of a person whose day holds an old customer and a quote."""
    person = make_user(Role.SALESPERSON)
    action = make_action(person, make_company("Bruneau", owner=person))
    make_action(
        person,
        make_company(owner=person),
        kind="quote",
        reason={"code": "day.quote", "figures": {"number": "D-1", "net": 900, "days": 9}},
    )
    PersonDay.objects.create(person=person, day=timezone.localdate(), computed_at=timezone.now())
    return make_program(user=person, **({"scopes": scopes} if scopes else {})), action


def test_the_list_says_why_and_for_what_stake() -> None:
    program, action = make_day()
    day = program.get("day").json()  # type: ignore[attr-defined]
    assert (day["day"], day["later"]) == (timezone.localdate().isoformat(), [])
    (first, second) = sorted(day["items"], key=lambda each: each["kind"], reverse=True)
    assert (first["kind"], first["key"], first["stake"], first["stake_kind"]) == (
        "recall",
        action.key,  # type: ignore[attr-defined]
        "18400.00",
        "margin",
    )
    assert first["reason"].startswith("Commandait tous les 31 jours")
    assert second["kind"] == "quote"


def test_a_token_learns_only_what_it_reads() -> None:
    program, _action = make_day(TokenScope.COMPANIES_READ, TokenScope.QUOTES_READ)
    assert [each["kind"] for each in program.get("day").json()["items"]] == ["quote"]  # type: ignore[attr-defined]


def test_margins_are_not_told_to_who_may_not_read_them() -> None:
    program, _action = make_day()
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    stakes = {each["stake_kind"] for each in program.get("day").json()["items"]}  # type: ignore[attr-defined]
    assert stakes == {"revenue"}


def test_an_action_is_answered() -> None:
    program, action = make_day()
    named = {"kind": action.kind, "key": action.key}  # type: ignore[attr-defined]
    refused = program.post("day/answers", {**named, "answer": "refused", "reason": "never"})  # type: ignore[attr-defined]
    assert refused.status_code == 422
    assert program.post("day/answers", {**named, "answer": "maybe"}).status_code == 422  # type: ignore[attr-defined]
    late = {**named, "answer": "postponed", "until": "2000-01-01"}
    assert program.post("day/answers", late).status_code == 422  # type: ignore[attr-defined]
    done = program.post("day/answers", {**named, "answer": "done"})  # type: ignore[attr-defined]
    assert (done.status_code, done.json()["activity"]) == (201, Activity.objects.get().public_id)
    assert DayAnswer.objects.get().batch == done.json()["id"]
    again = program.post("day/answers", {**named, "answer": "done"})  # type: ignore[attr-defined]
    assert again.status_code == 422
