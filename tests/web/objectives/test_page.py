"""`/objectives/`: attained by month and by person, what waits, and only of deals that the reader sees."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.negotiation.models import Deal, Objective
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


def reviewed(deal: Deal, owner: User, outcome: str, day: date | None) -> Objective:
    return Objective.objects.create(
        deal=deal, owner=owner, words=f"Signer {outcome}", metric="amount", ideal=3, aimed=2, fallback=1,
        due_on=date(2026, 11, 1), outcome=outcome, reviewed_on=day,
    )  # fmt: skip


@pytest.fixture
def marc() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value, first_name="Marc", last_name="Vial")


def page(user: User, query: str = "") -> str:
    browser = Client()
    browser.force_login(user)
    return browser.get(f"/objectives/{query}").content.decode().replace("\u00a0", " ")


def test_each_person_and_all_together(marc: User) -> None:
    camille = make_user(first_name="Camille", last_name="Roche", scope=Scope.OWN.value)
    deal = make_deal(make_company("Laiterie", owner=marc), "Films")
    for outcome in ("attained", "attained", "attained", "partly", "missed", "missed"):
        reviewed(deal, camille, outcome, date(2026, 11, 10))
    reviewed(deal, marc, "attained", date(2026, 1, 5))
    reviewed(deal, marc, "attained", date(2025, 11, 30))
    reviewed(deal, marc, "", None)
    said = page(marc)
    # Camille (3 + ½) ÷ 6; all seven of the twelve months (4 + ½) ÷ 7.
    for words in ("7 objectifs revus, taux d’atteinte 64,3 %", "58,3 %", "100,0 %", "Entretien passé"):
        assert words in said
    alone = page(marc, f"?person={camille.pk}")
    assert "6 objectifs revus, taux d’atteinte 58,3 %" in alone
    assert "Voir tout le monde" in alone
    assert "aucun objectif revu sur ces douze mois" in page(camille)
    assert "7 objectifs revus" in page(marc, "?person=rien")


def test_three_people_cost_what_one_costs(marc: User, queries: Queries) -> None:
    deal = make_deal(make_company("Laiterie"), "Films")

    def make() -> None:
        reviewed(deal, make_user(), "attained", date(2026, 11, 10))
        reviewed(deal, marc, "", None)

    browser = Client()
    browser.force_login(marc)
    queries.same(make, lambda: browser.get("/objectives/"))
