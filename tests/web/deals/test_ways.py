"""The views of deals: the same filters from one to the other, the forecast, the calendar."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.models import Deal, DealActivity, SalesCycle
from negoce.web.deals.asked import list_url, read_asked
from tests.factories.companies import make_activity, make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_team, make_user
from tests.harness.queries import Queries
from tests.web.deals.test_deals import signed_in, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)
PARIS = ZoneInfo("Europe/Paris")
WAYS = ("/deals/board/", "/deals/forecast/", "/deals/calendar/")


@pytest.fixture
def camille() -> Client:
    return signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value))


def move(client: Client, deal: Deal, **given: str) -> tuple[int, dict[str, object]]:
    answer = client.post(url("closing", deal), {"place": "forecast", **given})
    return answer.status_code, json.loads(answer.content)


def test_deals_stand_in_the_column_of_their_conclusion(camille: Client) -> None:
    company = make_company()
    make_deal(company, "Passée", close_on=date(2026, 11, 3), amount=Decimal(12000))
    make_deal(company, "Décembre", close_on=date(2026, 12, 15), amount=Decimal(48000), step_since=TODAY)
    make_deal(company, "Sans jour", step_since=TODAY)
    page = camille.get("/deals/forecast/").content.decode()
    late, december, none = (page.split(f'data-column="{key}"')[1] for key in ("overdue", "2026-12", "none"))
    assert ["Passée" in late.split("</section>")[0], "12\u202f000" in late.split("</section>")[0]] == [
        True,
        True,
    ]
    assert "1 sans mouvement" in late.split("</section>")[0]
    assert "Décembre" in december.split("</section>")[0]
    assert "sans mouvement" not in december.split("</section>")[0]
    assert "Sans jour" in none.split("</section>")[0]
    quarters = camille.get("/deals/forecast/?by=quarter").content.decode()
    assert "T4 2026" in quarters


def test_a_deal_goes_to_another_month_and_back(camille: Client) -> None:
    deal = make_deal(name="Films", close_on=date(2026, 12, 31), amount=Decimal(900))
    status, told = move(camille, deal, column="2027-02", seen="2026-12-31")
    deal.refresh_from_db()
    assert (status, deal.close_on, told["column"]) == (200, date(2027, 2, 28), "2027-02")
    assert told["undo"] == {"day": "2026-12-31"}
    assert told["lanes"]["2027-02"]["count"] == "1"  # type: ignore[index]
    status, told = move(camille, deal, day="2026-12-31", seen="2027-02-28")
    deal.refresh_from_db()
    assert (status, deal.close_on, "undo" in told) == (200, date(2026, 12, 31), False)
    status, told = move(camille, deal, column="overdue", seen="2026-12-31")
    assert (status, str(told["problem"])[:18]) == (422, "Choisissez un mois")
    status, told = move(camille, deal, column="2027-02", seen="2026-11-30")
    assert (status, told["column"]) == (409, "2026-12")
    status, told = move(camille, deal, column="none", seen="2026-12-31")
    deal.refresh_from_db()
    assert (status, deal.close_on) == (200, None)
    menu = camille.get(url("closing", deal)).content.decode()
    assert "31 janv. 2027" in menu


def test_who_only_reads_moves_nothing() -> None:
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    deal = make_deal(close_on=TODAY)
    assert reader.post(url("closing", deal), {"column": "none"}).status_code == 403
    assert "deal-move" not in reader.get("/deals/forecast/").content.decode()


def test_a_month_shows_conclusions_and_tasks(camille: Client) -> None:
    company = make_company("Laiterie du Vercors")
    deals = [
        make_deal(company, f"Affaire de {amount}", close_on=date(2026, 12, 15), amount=Decimal(amount))
        for amount in (10, 40, 20, 30)
    ]
    task = make_activity(
        company,
        subject="Préparer l’offre",
        kind="task",
        state=ActivityState.PLANNED.value,
        starts_at=datetime(2026, 12, 3, 9, tzinfo=ZoneInfo("Europe/Paris")),
    )
    DealActivity.objects.create(activity=task, deal=deals[0])
    page = camille.get("/deals/calendar/?month=2026-12").content.decode()
    day = page.split("15 décembre 2026")[1].split("</td>")[0]
    assert [name in day for name in ("Affaire de 40", "Affaire de 30", "Affaire de 20", "Affaire de 10")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert "1 autre conclusion" in day
    assert "4 conclusions prévues · 1 tâche" in page
    assert "Préparer l’offre" in page.split("3 décembre 2026")[1].split("</td>")[0]
    assert "Aucune conclusion" in camille.get("/deals/calendar/?month=2028-01").content.decode()
    assert camille.get("/deals/calendar/?month=zzzz-99").status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_a_view_of_the_list_narrows_every_page(camille: Client, way: str) -> None:
    make_deal(name="Étroite", close_on=date(2026, 11, 25), amount=Decimal(100))
    make_deal(name="Grande", close_on=date(2026, 11, 26), amount=Decimal(90000))
    page = camille.get(f"{way}?filter=amount+over+50000").content.decode()
    assert ["Grande" in page, ">Étroite<" in page, "Montant HT" in page] == [True, False, True]
    both = camille.get(f"{way}?view=month").content.decode()
    assert ["Grande" in both, "Étroite" in both] == [True, True]


@pytest.mark.parametrize("way", WAYS)
def test_a_page_costs_the_same_whatever_it_shows(camille: Client, queries: Queries, way: str) -> None:
    company: Company = make_company()
    cycle = SalesCycle.objects.get(key="short")
    queries.same(
        lambda: make_deal(company, close_on=date(2026, 11, 25), cycle=cycle), lambda: camille.get(way)
    )


def test_the_list_knows_the_same_filters() -> None:
    actor, company = make_actor(), make_company("Laiterie, du « Vercors »")
    asked = read_asked(
        actor, {"owner": "me", "period": "month", "company": company.public_id, "filter": "amount over 10"}
    )
    query = parse_qs(urlsplit(list_url(asked, TODAY)).query)
    assert query["filter"] == [
        "amount over 10 and state is open and owner is me and company is "
        '"Laiterie, du « Vercors »" and close_on between 2026-11-01,2026-11-30'
    ]
    again = read_asked(system_actor(), {"view": "mine"})
    assert list_url(again, TODAY) == "/deals/?view=mine"
    assert list_url(read_asked(system_actor(), {}), TODAY) == "/deals/?view=open"


def test_the_list_leads_to_the_other_views(camille: Client) -> None:
    page = camille.get("/deals/?view=mine&q=films").content.decode()
    assert 'href="/deals/forecast/?view=mine&amp;q=films"' in page


@pytest.mark.parametrize(
    ("role", "shown"),
    [(Role.SALESPERSON, ["À moi"]), (Role.MANAGER, ["À moi", "À un autre"])],
)
def test_the_list_opens_on_what_is_under_way(role: Role, shown: list[str]) -> None:
    reader = make_user(role, scope=Scope.ALL.value)
    make_deal(name="À moi", owner_id=reader.pk)
    make_deal(name="À un autre")
    make_deal(name="Perdue", owner_id=reader.pk, state="lost", closed_on=TODAY, outcome_reason="price")
    client = signed_in(reader)

    def names(address: str) -> list[str]:
        page = client.get(address).content.decode()
        return [name for name in ("À moi", "À un autre", "Perdue") if f">{name}<" in page]

    assert names("/deals/") == shown
    assert names("/deals/?view=open") == ["À moi", "À un autre"]
    assert names("/deals/?view=all") == ["À moi", "À un autre", "Perdue"]
    assert names("/deals/?view=lost") == ["Perdue"]


@pytest.mark.parametrize("way", WAYS)
def test_a_team_is_asked_for_at_once(way: str) -> None:
    team = make_team()
    boss = make_user(Role.MANAGER, scope=Scope.ALL.value, team=team)
    make_deal(name="De l’équipe", owner=make_user(Role.SALESPERSON, team=team), close_on=date(2026, 11, 25))
    make_deal(name="D’ailleurs", owner=make_user(Role.SALESPERSON), close_on=date(2026, 11, 25))
    client = signed_in(boss)
    page = client.get(f"{way}?owner=team").content.decode()
    assert [name in page for name in ("De l’équipe", "D’ailleurs")] == [True, False]
    assert '<option value="team" selected>Mon équipe</option>' in page
    listed = client.get(list_url(read_asked(actor_for(boss), {"owner": "team"}), TODAY)).content.decode()
    assert [f">{name}<" in listed for name in ("De l’équipe", "D’ailleurs")] == [True, False]
    alone = (
        signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value)).get(f"{way}?owner=team").content.decode()
    )
    assert [name in alone for name in ("De l’équipe", "D’ailleurs", "Mon équipe")] == [False, False, False]


def test_a_cycle_narrows_the_list_as_it_does_the_board(camille: Client) -> None:
    short, long = SalesCycle.objects.get(key="short"), SalesCycle.objects.get(key="long")
    SalesCycle.objects.update(is_default=False)
    SalesCycle.objects.filter(pk=short.pk).update(is_default=True)
    make_deal(name="Courte", cycle=short)
    make_deal(name="Longue", cycle=long)
    make_deal(name="De la maison")

    def names(filter_text: str) -> list[str]:
        page = camille.get("/deals/", {"filter": filter_text}).content.decode()
        return [name for name in ("Courte", "Longue", "De la maison") if f">{name}<" in page]

    assert names(f"cycle is {short.public_id}") == ["Courte", "De la maison"]
    assert names(f"cycle is_not {short.public_id}") == ["Longue"]
    assert names(f"cycle is_not {long.public_id}") == ["Courte", "De la maison"]
    assert names("cycle empty") == ["De la maison"]
    asked = read_asked(system_actor(), {"cycle": long.public_id})
    listed = camille.get(list_url(asked, TODAY)).content.decode()
    assert [f">{name}<" in listed for name in ("Courte", "Longue")] == [False, True]


@pytest.fixture
def planned() -> Activity:
    """A call at 9:00 on 3 December about a deal."""
    deal = make_deal(close_on=date(2026, 12, 15))
    moment = datetime(2026, 12, 3, 9, tzinfo=PARIS)
    task = make_activity(deal.company, subject="Appeler", kind="call", state="planned", starts_at=moment)
    DealActivity.objects.create(activity=task, deal=deal)
    return task


def put(client: Client, address: str, **given: str) -> tuple[int, dict[str, object]]:
    answer = client.post(address, {"place": "calendar", **given})
    return answer.status_code, json.loads(answer.content)


def test_an_action_goes_to_another_day_and_keeps_its_hour(camille: Client, planned: Activity) -> None:
    address = f"/deals/calendar/actions/{planned.public_id}/"
    status, told = put(camille, address, day="2026-12-08", seen="2026-12-03")
    planned.refresh_from_db()
    assert (status, planned.starts_at) == (200, datetime(2026, 12, 8, 9, tzinfo=PARIS))
    assert told["words"] == "« Appeler » passe au 8 décembre 2026."
    assert put(camille, address, day="2026-12-09", seen="2026-12-03") == (
        409,
        {"problem": "Quelqu’un l’a mise au 8 déc. 2026 entre-temps. Rien n’a été changé.", "moved": True},
    )
    assert put(camille, address, day="2026-11-19", seen="2026-12-08")[0] == 422
    assert put(camille, address, day="jamais", seen="2026-12-08")[0] == 422
    taken_back = camille.post(str(told["undo"]), headers={"HX-Request": "true"})
    planned.refresh_from_db()
    assert (taken_back.status_code, planned.starts_at) == (204, datetime(2026, 12, 3, 9, tzinfo=PARIS))
    assert "panel-calendar" in taken_back.headers["HX-Trigger"]
    late = camille.post(str(told["undo"]), headers={"HX-Request": "true"})
    assert "entre-temps" in json.loads(late.headers["HX-Trigger"])["toast"]["text"]


def test_a_conclusion_goes_to_a_day_that_is_typed(camille: Client) -> None:
    deal = make_deal(name="Films", close_on=date(2026, 12, 15))
    address = url("conclusion_day", deal)
    assert 'value="15/12/2026"' in camille.get(address).content.decode()
    form = {"day": "30/11", "seen": "2026-12-15"}
    done = camille.post(address, form, headers={"HX-Request": "true"})
    deal.refresh_from_db()
    assert (done.status_code, deal.close_on) == (204, date(2026, 11, 30))
    refused = camille.post(
        address, {**form, "seen": "2026-11-30", "day": "19/11/2026"}, headers={"HX-Request": "true"}
    )
    assert (refused.status_code, "est passé" in refused.content.decode()) == (422, True)
    conflict = camille.post(address, {**form, "day": "1/12"}, headers={"HX-Request": "true"})
    assert conflict.status_code == 409
    assert (
        camille.post(address, {"day": "1/12", "seen": "2026-11-30"}).headers["Location"] == "/deals/calendar/"
    )


def test_who_may_not_moves_nothing_of_the_calendar(planned: Activity) -> None:
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    address = f"/deals/calendar/actions/{planned.public_id}/"
    assert reader.post(address, {"day": "2026-12-08", "seen": "2026-12-03"}).status_code == 403
    assert "data-move" not in reader.get("/deals/calendar/?month=2026-12").content.decode()
    stranger = signed_in(make_user(Role.SALESPERSON))
    assert stranger.post(address, {"day": "2026-12-08", "seen": "2026-12-03"}).status_code == 404
