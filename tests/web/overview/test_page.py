"""The page of the portfolio: each person reads the figures of exactly the companies that the person sees."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from negoce.companies.models import SavedView
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Role
from negoce.identity.models import Territory, User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.models import Job
from negoce.portfolio.actions.snapshots import take_snapshots
from negoce.portfolio.models import (
    CustomerLife,
    PastStatus,
    PortfolioSetting,
    PortfolioSnapshot,
    StatusBudget,
    StatusFigures,
)
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from tests.factories.companies import make_company
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order
from tests.factories.portfolio import make_snapshot, snapshot_content

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(client: Client, url: str = PAGE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def key_of(user: User) -> str:
    return scope_of_actor(actor_for(user)).key


def test_the_night_gives_each_person_their_own_figures(tmp_path: Path) -> None:
    today = timezone.localdate()
    team, land = make_team("Nord"), Territory.objects.create(name="Isère")
    anna, bruno = make_user(Role.SALESPERSON, team=team), make_user(Role.SALESPERSON, team=team)
    manager, alone = make_user(Role.MANAGER, team=team), make_user(Role.SALESPERSON)
    land.people.add(alone)
    for place, (owner, territory) in enumerate(
        [(anna, None), (anna, land), (bruno, None), (bruno, None), (alone, None), (None, land), (None, None)]
    ):
        company = make_company(owner=owner, territory=territory)
        for days in (400, 380, 350, 30, 5):
            make_order(company, today - timedelta(days=days), str(100 * 7**place))
    take_snapshots(today=today, directory=tmp_path)
    for user in (anna, bruno, manager, alone, make_user(Role.MARKETING)):
        actor = actor_for(user)
        seen = visible_companies(actor)
        content = PortfolioSnapshot.objects.get(scope_key=key_of(user), segment="").content
        assert content["companies"] == seen.count()
        assert content["periods"]["12"]["heads"]["started"] == seen.count()
        named = {key for key, _cents in content["concentration"]["largest_ones"]}
        assert named == set(seen.values_list("pk", flat=True))
        assert content["concentration"]["whole"] == 3 * sum(
            100 * 7**place * 100 for place in range(7) if company.pk - 6 + place in named
        )
        assert f"{seen.count()} entreprise" in text_of(browser(user))


def test_the_address_does_not_open_the_figures_of_a_colleague() -> None:
    anna, bruno = make_user(Role.SALESPERSON), make_user(Role.SALESPERSON)
    make_snapshot(key_of(anna), companies=3)
    make_snapshot(key_of(bruno), companies=444)
    make_snapshot("all", companies=999)
    for asked in (
        "",
        f"?scope=owner:{bruno.public_id}",
        "?scope=all",
        "?scope=team:x",
        "?segment=kind:zzz&period=99",
    ):
        page = text_of(browser(anna), PAGE + asked)
        assert "3 entreprises" in page
        assert "444" not in page
        assert "999" not in page


def test_a_salesperson_may_look_at_one_of_their_territories() -> None:
    anna, land = make_user(Role.SALESPERSON), Territory.objects.create(name="Isère")
    land.people.add(anna)
    make_snapshot(key_of(anna), companies=3)
    make_snapshot(f"ot{land.pk}", companies=2)
    assert "2 entreprises" in text_of(browser(anna), f"{PAGE}?scope=territory:{land.public_id}")


def test_reading_stores_nothing_and_the_button_asks_for_the_figures() -> None:
    anna = make_user(Role.SALESPERSON)
    make_snapshot("all", companies=999)
    page = text_of(browser(anna))
    assert "Pas encore calculé" in page
    assert 'action="/portfolio/refreshing/' in page
    assert Job.objects.count() == 0
    for _time in range(2):
        assert browser(anna).post(f"{PAGE}refreshing/").status_code == 302
    job = Job.objects.get(task="portfolio.snapshots")
    assert job.arguments == {
        "scope": {"key": key_of(anna), "owners": [anna.pk], "territories": [], "whole": False}
    }
    page = text_of(browser(anna))
    assert "Vos chiffres se préparent" in page
    assert f"/jobs/{job.public_id}/" in page
    # What is done and gave nothing to read may be asked for again.
    Job.objects.filter(pk=job.pk).update(state="failed")
    assert "Pas encore calculé" in text_of(browser(anna))


def test_a_snapshot_of_an_older_program_is_taken_anew() -> None:
    make_snapshot("all", version=0)
    assert "Pas encore calculé" in text_of(browser(make_user(Role.ADMINISTRATOR)))


def test_margins_are_for_who_may_read_them() -> None:
    make_snapshot("all")
    shown = text_of(browser(make_user(Role.ADMINISTRATOR)))
    hidden = text_of(browser(make_user(Role.MARKETING)))
    hints = (
        "Valeur restante",
        "1\u202f940\u00a0k€",
        "112\u00a0k€",
        "Son coût est retrouvé",
        "Coût de gestion",
    )
    for margin in hints:
        assert margin in shown
        assert margin not in hidden
    assert "Réveiller 48 dormants" in hidden
    csv = {
        role: b"".join(browser(make_user(role)).get(f"{PAGE}export/?format=csv")).decode()
        for role in (Role.ADMINISTRATOR, Role.MARKETING)
    }
    assert "Valeur 36 mois" in csv[Role.ADMINISTRATOR]
    assert "Valeur 36 mois" not in csv[Role.MARKETING]
    assert "Coût de gestion" not in csv[Role.MARKETING]


def test_figures_of_the_reference_and_why() -> None:
    make_snapshot("all")
    page = text_of(browser(make_user(Role.ADMINISTRATOR))).replace("\u202f", " ").replace("\xa0", " ")
    assert "7,5 %" in page
    assert "24 perdus ÷ 320 clients au début = 7,50 % d’attrition." in page
    assert "96,9 %" in page
    assert "320 + 30 nouveaux + 6 revenus − 24 perdus = 332 clients." in page
    # The list behind attrition holds who was a customer at the start, as attrition itself.
    assert "/companies/?filter=status+is+lost" in page
    assert "first_order_on+before+2025-11-23" in page
    # So does the list behind a quarter of arrival: who only brought goods back did not arrive.
    assert re.search(r"lost\+and\+first_order_on\+between", page)


def test_a_new_customer_who_fell_asleep_did_not_go_on() -> None:
    year = snapshot_content()["periods"]["12"]
    flows = [
        ["new", "regular", 5],
        ["new", "dormant", 2],
        ["new", "lost", 3],
        ["hot", "lost", 1],
        ["hot", "hot", 3],
    ]
    make_snapshot("all", periods={"12": {**year, "flows": flows}})
    page = text_of(browser(make_user(Role.ADMINISTRATOR))).replace("\u202f", " ").replace("\xa0", " ")
    assert "5 sur 10" in page
    # Who was a prospect and is a lost customer bought in between.
    assert "1 sur 4" in page


def test_a_customer_who_went_to_somebody_else_is_not_named() -> None:
    anna = make_user(Role.SALESPERSON)
    mine, gone = make_company(owner=anna, name="Laiterie du Vercors"), make_company(name="Biscuiterie Bonnet")
    place = {**snapshot_content()["concentration"], "largest_ones": [[mine.pk, 900_00], [gone.pk, 800_00]]}
    make_snapshot(key_of(anna), concentration=place)
    page = text_of(browser(anna))
    assert "Laiterie du Vercors" in page
    assert "Biscuiterie Bonnet" not in page


def test_no_order_yet_is_said() -> None:
    make_snapshot("all", statuses={}, companies=4)
    page = text_of(browser(make_user(Role.ADMINISTRATOR)))
    assert "Aucune commande encore" in page
    assert "<n-chart" not in page


def test_an_empty_part_is_said() -> None:
    make_snapshot("all")
    page = text_of(browser(make_user(Role.ADMINISTRATOR)), f"{PAGE}?segment=kind:importer")
    assert "Aucune entreprise dans cette partie" in page


def test_a_missed_night_is_said() -> None:
    make_snapshot("all", as_of=timezone.localdate() - timedelta(days=4))
    assert "Ces chiffres ne sont pas de cette nuit." in text_of(browser(make_user(Role.ADMINISTRATOR)))


def test_the_page_costs_the_same_whatever_it_shows(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = browser(make_user(Role.ADMINISTRATOR))
    owners = [make_user(Role.SALESPERSON, team=make_team()) for _ in range(3)]
    companies = [make_company(owner=owner) for owner in owners]

    def snapshot(rows: int, day: date) -> None:
        content = snapshot_content()
        content["concentration"]["largest_ones"] = [[each.pk, 900_00] for each in companies[:rows]]
        content["periods"]["12"]["by"]["owner_id"] = [[each.pk, 10, 1] for each in owners[:rows]]
        make_snapshot("all", as_of=day, **content)

    snapshot(1, date(2026, 1, 31))
    text_of(client)
    with django_assert_max_num_queries(20) as one:
        text_of(client)
    snapshot(3, date(2026, 2, 28))
    with django_assert_max_num_queries(len(one)):
        text_of(client)


def test_the_file_is_for_who_may_take_it_out() -> None:
    make_snapshot("all")
    anna = make_user(Role.SALESPERSON)
    make_snapshot(key_of(anna))
    assert browser(anna).get(f"{PAGE}export/").status_code == 403
    answer = browser(make_user(Role.ADMINISTRATOR)).get(f"{PAGE}export/?format=xlsx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    csv = browser(make_user(Role.ADMINISTRATOR)).get(f"{PAGE}export/?format=csv").content.decode()
    assert "Équilibre sur 12 mois;Attrition;%;7,50" in csv
    assert "Cycle de vie;Dormant;Coût de gestion;960" in csv


def test_a_move_becomes_a_list_of_the_person() -> None:
    make_snapshot("all")
    user = make_user(Role.MARKETING)
    answer = browser(user).post(f"{PAGE}lists/recall/")
    view = SavedView.objects.get(owner=user)
    assert answer.headers["Location"] == f"/companies/?view={view.public_id}"
    assert "status+is+dormant" in view.query
    assert "value_36_months" not in view.query
    assert browser(user).post(f"{PAGE}lists/nothing/").status_code == 404


def test_costs_are_set_by_who_manages_settings() -> None:
    administrator = browser(make_user(Role.ADMINISTRATOR))
    given = {"acquisition_cost": "4 000,50", "contact_cost": "45", "recall_percent": "20"}
    assert administrator.post(f"{PAGE}costs/", given).status_code in (204, 302)
    kept = PortfolioSetting.objects.get(key="acquisition_cost")
    assert str(kept.value) in ("4000.5000", "4000.5")
    refused = administrator.post(f"{PAGE}costs/", {**given, "recall_percent": "140"})
    assert refused.status_code == 422
    assert browser(make_user(Role.SALESPERSON)).get(f"{PAGE}costs/").status_code == 403


def test_every_chart_is_a_table_too() -> None:
    make_snapshot("all")
    page = text_of(browser(make_user(Role.ADMINISTRATOR)))
    assert len(re.findall("<n-chart", page)) == len(re.findall("Voir en tableau", page)) > 5


def flat(page: str) -> str:
    return page.replace("\u202f", " ").replace("\xa0", " ")


def test_attrition_is_compared_where_customers_were_at_risk_as_long() -> None:
    user = make_user(Role.ADMINISTRATOR)
    year = snapshot_content()["periods"]["12"]
    make_snapshot("all", as_of=timezone.localdate() - timedelta(days=1))
    page = flat(text_of(browser(user)))
    assert "−1,5 pt par rapport aux 12 mois d’avant" in page
    assert "La période d’avant : 27 perdus ÷ 300 clients = 9,00 %." in page
    young = {**year, "past_heads": {**year["past_heads"], "started": 300, "aged": 20, "lost": 1}}
    make_snapshot("all", periods={"12": young})
    page = flat(text_of(browser(user)))
    assert "par rapport aux 12 mois d’avant" not in page
    assert "24 perdus sur 320 clients" in page
    assert "à leur début, 20 clients sur 300 l’étaient depuis 360 jours" in page


def test_a_flow_leads_to_who_made_this_very_move() -> None:
    then, now, other = make_company(), make_company(), make_company()
    for company, was, status in ((then, "hot", "new"), (now, "lead", "new"), (other, "hot", "hot")):
        PastStatus.objects.create(company=company, months_3="suspect", months_6=was, months_12=was)
        CustomerLife.objects.create(
            company=company, status=status, computed=status, status_since="2026-01-01", as_of="2026-11-22"
        )
    make_snapshot("all")
    client = browser(make_user(Role.ADMINISTRATOR))
    link = "/companies/?filter=status_12_months+is+hot+and+status+is+new"
    assert link in text_of(client).replace("&amp;", "&")
    rows = text_of(client, f"{link}&columns=name,status_12_months")
    assert 'data-life="hot"' in rows
    assert [each.name in rows for each in (then, now, other)] == [True, False, False]
    assert "filter=status_6_months+is+hot" in text_of(client, f"{PAGE}?period=6")


def test_the_table_of_statuses_holds_costs_and_the_budget_of_the_whole_house() -> None:
    year = timezone.localdate().year
    StatusBudget.objects.create(year=year, status="dormant", budget=6_000)
    StatusBudget.objects.create(year=year - 1, status="regular", budget=9_000)
    make_snapshot("all")
    user = make_user(Role.ADMINISTRATOR)
    page = flat(text_of(browser(user)))
    table = page[page.index('id="life"') :]
    table = table[: table.index("</table>")]
    heads = re.findall(r"<th[^>]*>(?:<[^>]+>)*([^<]+)", table)
    assert heads[:6] == ["Statut", "Entreprises", "Évolution", "CA", "Coût de gestion", f"Budget {year}"]
    dormant = table[table.index("Dormant") :]
    cells = re.findall(r">([^<>]+)</(?:a|td|span)>", dormant[: dormant.index("</tr>")])
    assert [each.strip() for each in cells if each.strip()][-3:] == ["37 k€", "960 €", "6 000 €"]
    # A part of the house has no budget of its own.
    make_snapshot("all", "kind:retailer")
    part = flat(text_of(browser(user), f"{PAGE}?segment=kind:retailer"))
    assert f"Budget {year}" not in part
    assert "Valeur 36 mois" in part


def test_every_card_says_why_by_which_rule_and_as_of_when() -> None:
    make_snapshot("all")
    page = flat(text_of(browser(make_user(Role.ADMINISTRATOR))))
    cards = re.findall(r'<section class="card.*?</section>', page, flags=re.DOTALL)
    assert len(cards) >= 12
    for card in cards:
        assert "pourquoi ?" in card
        assert re.search(r"R-[FMP]\d.*chiffres au", card, flags=re.DOTALL)
    assert "2 entreprises n’ont que des retours" in page


def test_each_move_leads_to_what_can_be_done_by_who_may() -> None:
    make_snapshot("all")
    StatusFigures.objects.create(year=2026, status="dormant", as_of="2026-11-22")
    boss, reader = browser(make_user(Role.ADMINISTRATOR)), browser(make_user(Role.READ_ONLY))
    page = text_of(boss).replace("&amp;", "&")
    task = re.search(r'href="(/lists/companies/bulk/task/[^"]+)"', page)
    assert task is not None
    assert "filter=status+is+dormant" in task.group(1)
    form = text_of(boss, task.group(1))
    assert 'value="Rappeler ce client endormi"' in form
    plan = re.search(r'href="(/portfolio/plan/\d+/new/[^"]+)"', page)
    assert plan is not None
    assert "Réveiller 48 dormants" in text_of(boss, plan.group(1))
    page = text_of(reader)
    assert "/bulk/task/" not in page
    assert "/plan/2" not in page


def test_who_is_to_be_protected_is_who_weighs_too_much() -> None:
    place = {**snapshot_content()["concentration"], "largest_ones": [[1, 50_000_00], [2, 20_000_00]]}
    make_snapshot("all", concentration=place)
    page = text_of(browser(make_user(Role.ADMINISTRATOR)))
    assert "filter=net_12_months+over+20000.00" in page


def test_who_only_reads_starts_no_snapshot() -> None:
    reader = make_user(Role.READ_ONLY)
    page = text_of(browser(reader))
    assert ("Pas encore calculé" in page, "Calculer maintenant" in page) == (True, False)
    assert browser(reader).post(f"{PAGE}refreshing/").status_code == 403
    make_snapshot("all")
    assert "Recalculer maintenant" not in text_of(browser(reader))
    assert Job.objects.count() == 0
