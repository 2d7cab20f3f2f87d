"""Reasons to leave and to stay through the API."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.rules.token_scopes import TokenScope
from negoce.portfolio.models import ToldReason
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
TOLD = {"side": "left", "reason": "price", "competitor": "Emballages du Rhône", "note": "12 % de moins"}


def test_a_reason_is_told_read_summed_up_and_withdrawn() -> None:
    program, company = make_program(), make_company(city="Lyon")
    path = f"companies/{company.public_id}/reasons"
    made = program.post(path, TOLD)
    assert made.status_code == 201, made.content
    row = made.json()
    assert {name: row[name] for name in TOLD} == TOLD
    assert (row["told_on"], row["author"]["id"]) == (timezone.localdate().isoformat(), program.user.public_id)
    assert program.get(path).json() == {"items": [row]}
    assert program.get("reasons?filter=city+is+Lyon").json()["left"] == {"price": 1}
    assert program.get("reasons?filter=city+is+Metz").json()["left"] == {}
    assert program.send("DELETE", f"told-reasons/{row['id']}").status_code == 204
    assert ToldReason.objects.count() == 0


def test_deals_decided_are_counted_by_reason() -> None:
    program, today = make_program(), timezone.localdate()
    for outcome in ("price", "price"):
        make_deal(make_company(), state="lost", closed_on=today, outcome_reason=outcome, amount=100)
    found = program.get("reasons?months=3").json()["by_reason"]
    assert found == [{"reason": "price", "won": 0, "lost": 2, "won_amount": "0.00", "lost_amount": "200.00"}]


@pytest.mark.parametrize("wrong", ["months=0", "months=99", "months=un", "filter=town+is+Lyon", "year=2026"])
def test_what_is_not_understood_is_refused(wrong: str) -> None:
    assert make_program().get(f"reasons?{wrong}").status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"side": "both"}, {"reason": "weather"}, {"told_on": "2999-01-01"}, {"note": 4}]
)
def test_a_faulty_reason_is_refused(wrong: dict[str, object]) -> None:
    company = make_company()
    assert make_program().post(f"companies/{company.public_id}/reasons", {**TOLD, **wrong}).status_code == 422
    assert ToldReason.objects.count() == 0


def test_of_companies_that_one_does_not_see_nothing_is_told_nor_withdrawn() -> None:
    company = make_company(owner=make_user())
    row = ToldReason.objects.create(
        company=company, side="left", reason="price", told_on=timezone.localdate()
    )
    stranger = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    path = f"companies/{company.public_id}/reasons"
    assert (stranger.get(path).status_code, stranger.post(path, TOLD).status_code) == (404, 404)
    assert stranger.send("DELETE", f"told-reasons/{row.public_id}").status_code == 404
    assert stranger.get("reasons").json()["left"] == {}
    reader = make_program(scopes=[TokenScope.PROSPECTING_READ])
    assert (reader.get(path).status_code, reader.post(path, TOLD).status_code) == (200, 403)
