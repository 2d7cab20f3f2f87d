"""Rules answer through the API as they do on screen; nothing is written."""

from __future__ import annotations

import pytest

from negoce.companies.queries.calculators import calculators
from negoce.companies.queries.calculators_json import plain
from negoce.identity.models import JournalEntry
from negoce.identity.rules.token_scopes import TokenScope
from tests.factories.api import make_program

pytestmark = pytest.mark.django_db


@pytest.mark.asked_already
@pytest.mark.parametrize(
    "calculator", [pytest.param(each, id=f"{each.rule}-{each.ask}") for each in calculators()]
)
def test_every_example_is_answered(calculator) -> None:
    program = make_program()
    answer = program.post(f"rules/{calculator.rule}", {"ask": calculator.ask, **plain(calculator.example)})
    assert answer.status_code == 200, answer.content
    assert answer.json()["rule"] == calculator.rule
    assert program.get(f"rules/{calculator.rule}/schema").status_code == 200


def test_the_list_names_each_rule_with_its_example() -> None:
    items = make_program().get("rules").json()["items"]
    assert len(items) == len(calculators())
    assert {"rule": "R-C5", "ask": "late-penalty", "title": "Pénalités de retard"}.items() <= next(
        each for each in items if each["rule"] == "R-C5"
    ).items()


def test_faults_are_named_one_by_one() -> None:
    answer = make_program().post("rules/R-C12", {"lines": [{"quantity": "x", "unit_price": 1, "rate": 20}]})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["lines.0.quantity"]
    refused = make_program().post("rules/R-C5", {"amount": 1, "due_on": "2026-12-01", "until": "2027-02-01"})
    assert refused.status_code == 422
    assert "rien n’est extrapolé" in refused.json()["detail"]
    which = make_program().post("rules/R-C10", {})
    assert (which.status_code, which.json()["errors"][0]["field"]) == (422, "ask")


def test_a_token_without_the_scope_is_refused_and_a_question_is_not_journaled() -> None:
    stranger, program = make_program(scopes=[TokenScope.COMPANIES_READ]), make_program()
    before = JournalEntry.objects.count()
    assert stranger.post("rules/R-C17", {"year_end": "2026-12-31"}).status_code == 403
    assert program.post("rules/R-C17", {"year_end": "2026-12-31"}).status_code == 200
    assert JournalEntry.objects.count() == before


def test_unknown_rules_are_not_found() -> None:
    assert make_program().post("rules/R-Z9", {}).status_code == 404
