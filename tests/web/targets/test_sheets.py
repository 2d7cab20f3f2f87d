"""Targets pasted from a sheet, undone, and compared with the sum of their parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.identity.models import Team, User
from negoce.portfolio.models import SalesTarget, TargetChange
from tests.factories.identity import make_team, make_user
from tests.web.targets.test_targets import signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
MARCH = date(2026, 3, 1)
PASTE = "/targets/person/paste/2026/"


@pytest.fixture
def nord() -> Team:
    return make_team("Nord")


@pytest.fixture
def seller(nord: Team) -> User:
    return make_user(Role.SALESPERSON, first_name="Nadia", last_name="Benali", team=nord)


@pytest.fixture
def boss() -> Client:
    return signed_in(make_user())


def undo_path() -> str:
    return f"/targets/undo/{TargetChange.objects.get().public_id}/"


def test_a_sheet_is_pasted_and_undone(boss: Client, seller: User) -> None:
    assert "Lignes collées" in text(boss.get(PASTE, headers={"HX-Request": "true"}))
    assert boss.post(PASTE, {"text": "nadia benali\t\t\t1 500,50"}).status_code == 302
    assert list(SalesTarget.objects.values_list("person_id", "month", "amount")) == [
        (seller.pk, MARCH, D("1500.50"))
    ]
    shown = text(boss.get("/targets/?by=person&year=2026"))
    assert "1 mois enregistrés" in shown
    assert undo_path() in shown
    answer = boss.post(undo_path(), headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/targets/?by=person&year=2026")
    assert SalesTarget.objects.count() == 0
    boss.post(undo_path())
    assert "déjà annulé" in text(boss.get("/targets/"))


def test_a_sheet_that_cannot_be_read_says_where(boss: Client, seller: User) -> None:
    refused = boss.post(PASTE, {"text": "Nadia Benali;douze\nInconnue;5"})
    assert refused.status_code == 422
    shown = text(refused)
    assert "Ligne 1 : « douze » n’est pas un montant positif." in shown
    assert "Ligne 2 : « Inconnue » n’est le nom d’aucune ligne de la grille." in shown
    assert SalesTarget.objects.count() == 0


def test_a_long_sheet_is_read_to_its_last_figure(boss: Client, seller: User) -> None:
    long = "Nadia Benali;2026-03;" + " " * 200_000 + "12000"
    assert boss.post(PASTE, {"text": long}).status_code == 302
    assert list(SalesTarget.objects.values_list("amount", flat=True)) == [D(12_000)]


def test_a_cell_tells_how_to_undo_it(boss: Client, seller: User) -> None:
    answer = boss.post(f"/targets/person/{seller.public_id}/2026/3/", {"value": "900", "seen": ""})
    assert undo_path() in answer.headers["HX-Trigger"]
    assert boss.post(undo_path()).status_code == 302
    assert SalesTarget.objects.count() == 0


def test_a_salesperson_pastes_and_undoes_nothing(boss: Client, seller: User) -> None:
    boss.post(PASTE, {"text": "Nadia Benali;900"})
    client = signed_in(seller)
    assert client.get(PASTE).status_code == 403
    assert client.post(PASTE, {"text": "Nadia Benali;1"}).status_code == 403
    assert client.post(undo_path()).status_code == 403
    assert signed_in(make_user()).post(undo_path()).status_code == 403
    assert list(SalesTarget.objects.values_list("amount", flat=True)) == [D(900)]


def test_a_team_is_compared_with_its_people_and_drawn_again(boss: Client, seller: User, nord: Team) -> None:
    SalesTarget.objects.create(person=seller, month=MARCH, amount=D(900))
    SalesTarget.objects.create(person=make_user(Role.SALESPERSON), month=MARCH, amount=D(5_000))
    SalesTarget.objects.create(team=nord, month=MARCH, amount=D(1_000))
    shown = text(boss.get("/targets/?by=team&year=2026"))
    assert "somme des personnes" in shown
    assert '<span class="target-gap">-100</span>' in shown.replace("−", "-")
    answer = text(boss.post(f"/targets/team/{nord.public_id}/2026/3/", {"value": "900", "seen": "1000.00"}))
    assert f'id="parts-{nord.public_id}-person-3" class="target-pair" hx-swap-oob="true"' in answer
    assert "target-gap" not in answer
    assert "target-gap" not in text(boss.get("/targets/?by=team&year=2026"))


def test_the_house_is_compared_with_teams_and_people(boss: Client, seller: User, nord: Team) -> None:
    SalesTarget.objects.create(person=seller, month=MARCH, amount=D(900))
    SalesTarget.objects.create(team=nord, month=MARCH, amount=D(1_000))
    SalesTarget.objects.create(month=MARCH, amount=D(1_000))
    shown = text(boss.get("/targets/?by=house&year=2026"))
    assert [
        label in shown for label in ("somme des équipes", "somme des personnes", "somme des familles")
    ] == [
        True,
        True,
        False,
    ]


def test_as_many_queries_for_more_teams(boss: Client, queries) -> None:  # type: ignore[no-untyped-def]
    def make() -> None:
        team = make_team()
        SalesTarget.objects.create(team=team, month=MARCH, amount=D(7))
        SalesTarget.objects.create(person=make_user(Role.SALESPERSON, team=team), month=MARCH, amount=D(7))

    queries.same(make=make, read=lambda: boss.get("/targets/?by=team"))
