"""The grid of targets: typed cell by cell, spread, copied; who reads what; what is foreseen beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.models import Job
from negoce.negotiation.models import Deal
from negoce.portfolio.actions.forecast import refresh_forecast
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.models import ForecastDeal, SalesTarget
from negoce.portfolio.queries.forecasts import deals_outlook, latest_forecast
from negoce.portfolio.queries.target_rows import target_row
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


@pytest.fixture
def seller() -> User:
    return make_user(Role.SALESPERSON, first_name="Nadia", last_name="Benali", team=make_team("Nord"))


@pytest.fixture
def boss() -> Client:
    return signed_in(make_user())


def cell(seller: User, month: int = 11) -> str:
    return f"/targets/person/{seller.public_id}/2026/{month}/"


def test_a_cell_is_typed_and_the_sums_follow(boss: Client, seller: User) -> None:
    make_order(make_company(owner=seller), date(2026, 10, 5), "900")
    refresh_monthly_sales(today=TODAY)
    assert 'name="value"' in text(boss.get(cell(seller, 10)))
    answer = boss.post(cell(seller, 10), {"value": "1 000,00", "seen": ""})
    assert answer.status_code == 200
    shown = text(answer)
    assert shown.startswith("1 000<span")
    assert f'id="rate-{seller.public_id}"' in shown
    assert "90 %" in shown
    assert list(SalesTarget.objects.values_list("person_id", "month", "amount")) == [
        (seller.pk, date(2026, 10, 1), D(1000))
    ]
    fresh = text(boss.get("/targets/?by=person&year=2026"))
    assert "90 %" in fresh
    assert "Nadia Benali" in fresh


def test_a_cell_refuses_what_is_no_amount_and_tells_of_a_conflict(boss: Client, seller: User) -> None:
    assert boss.post(cell(seller), {"value": "douze", "seen": ""}).status_code == 422
    SalesTarget.objects.create(person=seller, month=date(2026, 11, 1), amount=D(700))
    conflict = boss.post(cell(seller), {"value": "800", "seen": "500.00"})
    assert conflict.status_code == 409
    assert text(boss.post(cell(seller), {"keep": "theirs"})) == "700"
    assert boss.post(cell(seller), {"value": "", "seen": "700.00"}).status_code == 200
    assert SalesTarget.objects.count() == 0


def test_a_year_is_spread_and_copied(boss: Client, seller: User) -> None:
    spread = f"/targets/person/{seller.public_id}/2025/spread/"
    assert "Répartir" in text(boss.get(spread, headers={"HX-Request": "true"}))
    assert boss.post(spread, {"value": "12000", "way": "season"}).status_code == 422
    assert boss.post(spread, {"value": "12000", "way": "even"}).status_code == 302
    assert boss.post("/targets/person/copy/2026/", {"percent": "10"}).status_code == 302
    assert set(SalesTarget.objects.filter(month__year=2026).values_list("amount", flat=True)) == {D(1100)}
    assert boss.post("/targets/person/copy/2026/", {"percent": "beaucoup"}).status_code == 422


def test_a_salesperson_reads_their_own_and_writes_none(seller: User) -> None:
    other = make_user(Role.SALESPERSON, last_name="Lemoine", team=seller.team)
    SalesTarget.objects.create(person=other, month=date(2026, 11, 1), amount=D(424242))
    SalesTarget.objects.create(month=date(2026, 11, 1), amount=D(535353))
    client = signed_in(seller)
    for by in ("person", "team", "family", "house"):
        shown = text(client.get(f"/targets/?by={by}"))
        assert "Nadia Benali" in shown
        assert "Lemoine" not in shown
        assert "424 242" not in shown
        assert "535 353" not in shown
        assert "n-edit" not in shown
    assert client.get(cell(seller)).status_code == 403
    assert client.post(cell(seller), {"value": "1"}).status_code == 403
    assert client.post("/targets/refreshing/").status_code == 403


def test_a_manager_does_not_reach_another_team(seller: User) -> None:
    manager = signed_in(make_user(Role.MANAGER, scope=Scope.TEAM.value, team=make_team()))
    assert manager.get(cell(seller)).status_code == 404
    assert manager.get("/targets/house/house/2026/11/").status_code == 404
    assert "Benali" not in text(manager.get("/targets/forecast/"))


@pytest.mark.parametrize("path", ["/targets/", "/targets/?by=team", "/targets/forecast/", "/targets/odds/"])
def test_before_the_first_night_pages_say_so(boss: Client, path: str) -> None:
    assert boss.get(path).status_code == 200


def test_the_forecast_beside_target_and_past(boss: Client, seller: User) -> None:
    company = make_company(owner=seller)
    for month in range(1, 12):
        make_order(company, date(2026, month, 10), "1000")
    make_deal(company, amount=D(10_000), step="negotiation", close_on=date(2026, 12, 9), owner=seller)
    SalesTarget.objects.create(person=seller, month=date(2026, 12, 1), amount=D(2000))
    refresh_monthly_sales(today=TODAY)
    refresh_forecast(today=TODAY)
    shown = text(boss.get(f"/targets/forecast/?of=person:{seller.public_id}"))
    assert "déc. 2026" in shown
    assert "6 000 <span" in shown
    assert "reconstituée" in shown
    assert "comme sur les 12 derniers mois" in shown
    mine = text(signed_in(seller).get("/targets/forecast/?of=house"))
    assert "Nadia Benali" in mine
    assert "Toute la maison" not in mine
    assert "60 %" in text(boss.get("/targets/odds/"))


def test_as_many_queries_for_more_rows(boss: Client, queries) -> None:  # type: ignore[no-untyped-def]
    def make() -> None:
        person = make_user(Role.SALESPERSON)
        SalesTarget.objects.create(person=person, month=date(2026, 11, 1), amount=D(7))

    queries.same(make=make, read=lambda: boss.get("/targets/"))


def test_the_night_may_be_called_forward(boss: Client) -> None:
    assert boss.post("/targets/refreshing/").status_code == 302
    assert Job.objects.filter(task="portfolio.forecast").count() == 1


def test_an_amount_that_is_no_number_was_never_seen(boss: Client, seller: User) -> None:
    SalesTarget.objects.create(person=seller, month=date(2026, 11, 1), amount=D(700))
    assert boss.post(cell(seller), {"value": "800", "seen": "sNaN"}).status_code == 409


@pytest.mark.parametrize("year", ["0", "1", "10000", "99999999999999999999"])
def test_no_target_stands_in_a_year_that_is_none(boss: Client, seller: User, year: str) -> None:
    for path in (f"/targets/person/{seller.public_id}/{year}/spread/", f"/targets/person/copy/{year}/"):
        assert boss.get(path).status_code == 404
        assert boss.post(path, {"value": "5", "way": "season"}).status_code == 404


def test_the_forecast_tells_what_deals_add_and_what_is_expected_anyway(boss: Client, seller: User) -> None:
    company = make_company(name="Lumen", owner=seller)
    for month in range(1, 12):
        make_order(company, date(2026, month, 10), "1000")
    deal = make_deal(company, "Machines", amount=D(10_000), step="negotiation", close_on=date(2026, 12, 9))
    Deal.objects.filter(pk=deal.pk).update(owner=seller)
    refresh_monthly_sales(today=TODAY)
    refresh_forecast(today=TODAY)
    shown = text(boss.get("/targets/forecast/?of=house"))
    counted = ForecastDeal.objects.get()
    # Eleven orders of 1,000 € in a year: 2,712 € in 90 days, with six chances in ten.
    assert counted.already == D("2712.33")
    assert "1 affaire, 10 000 € ; prévision 6 000 ± 6 279 €, dont déjà attendu : 1 627 €" in shown
    assert "dont déjà attendu : 1 627</span>" in shown
    assert "gagner ajoute 7 288 €" in shown
    assert ">4 373</td>" in shown
    row = target_row(actor_for(User.objects.get(role="administrator")), "house", "house")
    assert row is not None
    month = latest_forecast(row).months[1]  # type: ignore[union-attr]
    told = deals_outlook(row.kind, row.key)
    assert (told.expected, told.already) == (month.deals, month.already)
    assert month.mid == pytest.approx(month.customers + month.deals - month.already, rel=D("0.03"))


def test_deals_that_one_may_not_see_are_counted_and_not_named(boss: Client, seller: User) -> None:
    make_deal(name="Secrète", amount=D(10_000), step="negotiation", owner=seller)
    refresh_forecast(today=TODAY)
    mate = signed_in(make_user(Role.SALESPERSON, team=seller.team))
    assert "Secrète" not in text(mate.get(f"/targets/forecast/?of=person:{seller.public_id}"))
    assert "Secrète" in text(boss.get("/targets/forecast/?of=house"))


def test_odds_of_few_deals_say_so(boss: Client) -> None:
    for place in range(6):
        make_deal(step="negotiation", state="won" if place else "lost", closed_on=date(2026, 11, 9))
    refresh_forecast(today=TODAY)
    shown = text(boss.get("/targets/odds/"))
    assert shown.count("peu de données") == 8
    # (5 + 10 × 60 %) ÷ (6 + 10) = 69 %, and Wilson's interval around it.
    assert "(5 gagnées + 10 × 60 %) ÷ (6 closes + 10) = 69 %" in shown
    assert "53 % – 81 %" in shown


def test_as_many_queries_for_more_deals(boss: Client, queries) -> None:  # type: ignore[no-untyped-def]
    def make() -> None:
        make_deal(amount=D(100), step="negotiation")
        refresh_forecast(today=TODAY)

    queries.same(make=make, read=lambda: boss.get("/targets/forecast/?of=house"))


def test_of_many_deals_the_first_are_shown_and_the_others_counted(boss: Client, seller: User) -> None:
    day = date(2026, 12, 9)
    for number in range(17):
        company = make_company(owner=seller)
        make_deal(company, f"Affaire {number:02}", amount=D(100 + number), step="negotiation", close_on=day)
    refresh_forecast(today=TODAY)
    shown = text(boss.get("/targets/forecast/?of=house"))
    assert [number for number in range(17) if f"Affaire {number:02}" in shown] == list(range(2, 17))
    assert "17 affaires, 1 836 €" in shown
    assert "2 autres affaires" in shown
