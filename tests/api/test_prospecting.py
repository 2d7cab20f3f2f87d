"""Qualification and referrals through the API."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.rules.token_scopes import TokenScope
from negoce.prospecting.models import QualificationAnswer, Referral
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.prospecting import make_referral

pytestmark = pytest.mark.django_db


def test_a_criterion_is_answered_and_read_back() -> None:
    program, company = make_program(), make_company()
    path = f"companies/{company.public_id}/qualification"
    body = {"criterion": "bant.need", "answer": "yes", "text": "Deux quais", "on": "2026-03-02"}
    made = program.post(path, body)
    assert made.status_code == 201
    read = program.get(path).json()
    assert read == made.json()
    assert (read["grid"], read["percent"], read["validated"]) == ("bant", "25.00", False)
    need = next(each for each in read["criteria"] if each["key"] == "bant.need")
    assert (need["answer"], need["text"], need["answered_on"]) == ("yes", "Deux quais", "2026-03-02")
    assert program.get(f"{path}?grid=meddic").json()["grid"] == "meddic"


@pytest.mark.parametrize(
    "wrong",
    [{"criterion": "bant.nope"}, {"answer": "maybe"}, {"on": "hier ou avant"}, {"text": "Il est divorcé."}],
)
def test_a_faulty_answer_is_refused(wrong: dict[str, str]) -> None:
    program, company = make_program(), make_company()
    body = {"criterion": "bant.need", "answer": "yes", **wrong}
    assert program.post(f"companies/{company.public_id}/qualification", body).status_code == 422
    assert QualificationAnswer.objects.count() == 0


def test_a_referral_is_noted_changed_and_withdrawn() -> None:
    program, giver, receiver = make_program(), make_company(), make_company()
    person = make_contact(giver)
    path = f"companies/{giver.public_id}/referrals"
    body = {
        "referred": receiver.public_id,
        "referrer_contact": person.public_id,
        "given_on": "2026-03-02",
        "may_be_named": True,
        "reward_amount": "62.50",
    }
    made = program.post(path, body)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["referred"]["id"], row["referrer_contact"]["id"]) == (receiver.public_id, person.public_id)
    assert (row["reward_amount"], row["outcome"]) == ("62.50", "waiting")
    assert program.get(path).json() == {"given": [row], "received": []}
    changed = program.send("PATCH", f"referrals/{row['id']}", {"outcome": "customer", "won_on": "2026-04-01"})
    assert (changed.json()["outcome"], changed.json()["won_on"]) == ("customer", "2026-04-01")
    assert changed.json()["reward_amount"] == "62.50"
    assert program.send("DELETE", f"referrals/{row['id']}").status_code == 204
    assert Referral.objects.count() == 0


def test_what_is_not_seen_or_not_in_the_scope_is_not_there() -> None:
    company, other = make_company(), make_company()
    row = make_referral(company, other)
    stranger = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    for path in ("qualification", "referrals"):
        assert stranger.get(f"companies/{company.public_id}/{path}").status_code == 404
    assert stranger.send("DELETE", f"referrals/{row.public_id}").status_code == 404
    reader = make_program(scopes=[TokenScope.COMPANIES_READ])
    body = {"criterion": "bant.need", "answer": "yes"}
    assert reader.post(f"companies/{company.public_id}/qualification", body).status_code == 403
