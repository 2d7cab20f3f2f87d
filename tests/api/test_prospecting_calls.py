"""Sessions of calls through the API: figures, the next number, what became of it."""

from __future__ import annotations

import pytest

from negoce.companies.models import Activity
from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallAttempt
from tests.factories.api import make_program
from tests.factories.calls import make_attempt, make_session, make_target
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def test_a_number_is_taken_called_and_its_outcome_noted() -> None:
    program = make_program()
    session = make_session(targets_count=1)
    target = make_target(session)
    path = f"call-sessions/{session.public_id}"
    taken = program.post(f"{path}/next").json()["target"]
    assert (taken["company"]["id"], taken["number"], taken["tries"]) == (
        target.company.public_id, target.number, 0,
    )  # fmt: skip
    assert program.post(f"{path}/next").json()["target"]["company"] == taken["company"]
    body = {"company": taken["company"]["id"], "outcome": "meeting", "note": "Preneur"}
    assert program.post(f"{path}/calls", body).status_code == 422
    noted = program.post(f"{path}/calls", {**body, "when": "demain 9h"})
    assert noted.status_code == 201, noted.content
    assert program.get(f"{path}/calls").json() == {"items": [noted.json()], "next": None}
    read = program.get(path).json()
    assert (read["left"], read["numbers"], read["figures"]["outcomes"]) == (0, {"done": 1}, {"meeting": 1})
    assert read["people"][0]["name"] == program.user.full_name
    assert list(Activity.objects.order_by("pk").values_list("kind", "state")) == [
        ("call", "done"), ("visit", "planned"),
    ]  # fmt: skip
    assert program.post(f"{path}/next").json() == {"target": None}


def test_the_outcome_of_another_number_is_refused() -> None:
    program = make_program()
    session = make_session()
    make_target(session)
    path = f"call-sessions/{session.public_id}"
    body = {"company": make_company().public_id, "outcome": "no_answer"}
    assert program.post(f"{path}/calls", body).status_code == 409
    program.post(f"{path}/next")
    assert program.post(f"{path}/calls", body).status_code == 409
    assert program.post(f"{path}/calls", {**body, "outcome": "sold"}).status_code == 422
    assert CallAttempt.objects.count() == 0


def test_each_reads_their_own_calls_and_who_steers_reads_all() -> None:
    seller = make_program(Role.SALESPERSON, scope=Scope.ALL.value)
    colleague = make_user(Role.SALESPERSON)
    session = make_session(owner=make_user())
    make_attempt(make_target(session), caller=seller.user)
    make_attempt(make_target(session), CallOutcome.NO_ANSWER, caller=colleague)
    path = f"call-sessions/{session.public_id}"
    assert [each["caller"]["id"] for each in seller.get(f"{path}/calls").json()["items"]] == [
        seller.user.public_id
    ]
    assert [each["name"] for each in seller.get(path).json()["people"]] == [seller.user.full_name]
    steering = make_program()
    assert (len(steering.get(f"{path}/calls").json()["items"]), len(steering.get(path).json()["people"])) == (
        2, 2,
    )  # fmt: skip


def test_calls_to_companies_that_one_does_not_see_are_not_told() -> None:
    leader = make_program(Role.MANAGER, scope=Scope.OWN.value)
    session = make_session()
    make_attempt(make_target(session, make_company(owner=leader.user)), caller=leader.user)
    make_attempt(make_target(session, make_company(owner=make_user())), caller=leader.user)
    assert len(leader.get(f"call-sessions/{session.public_id}/calls").json()["items"]) == 1


def test_who_may_not_call_takes_and_notes_nothing() -> None:
    session = make_session()
    target = make_target(session)
    path = f"call-sessions/{session.public_id}"
    body = {"company": target.company.public_id, "outcome": "no_answer"}
    reader = make_program(Role.READ_ONLY)
    scoped = make_program(scopes=[TokenScope.PROSPECTING_READ])
    for program in (reader, scoped):
        assert program.post(f"{path}/next").status_code == 403
        assert program.post(f"{path}/calls", body).status_code == 403
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"personal": "none"})
    blind = make_program(Role.SALESPERSON, scope=Scope.ALL.value)
    assert blind.post(f"{path}/next").status_code == 403
    others = make_session(owner=make_user())
    others.callers.add(make_user())
    stranger = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    assert stranger.get(f"call-sessions/{others.public_id}").status_code == 404
    assert others.public_id not in str(stranger.get("call-sessions").json())


def test_lists_cost_the_same_whatever_they_hold(queries: Queries) -> None:
    program = make_program()
    session = make_session(owner=program.user)

    def more() -> None:
        make_session(owner=make_user())
        make_attempt(make_target(session), caller=make_user())

    queries.same(more, lambda: program.get("call-sessions"))
    queries.same(more, lambda: program.get(f"call-sessions/{session.public_id}"))
    queries.same(more, lambda: program.get(f"call-sessions/{session.public_id}/calls"))
