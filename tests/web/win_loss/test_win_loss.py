"""Deals won and lost side by side: who sees which, what is said of how many, what buyers said (N14)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.companies.models import Company, Competitor
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.negotiation.models import (
    BuyerEvaluation,
    BuyerMark,
    Deal,
    DealStepChange,
    Quote,
    QuoteLine,
    QuoteVersion,
)
from negoce.portfolio.queries.decided_days import days_at_steps
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/deals/wins-and-losses/"
TABS = ("where", "why", "when", "buyers")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    shown = answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]
    return " ".join(shown.split())


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def closed(company: Company, state: str, times: int = 1, **fields: object) -> list[Deal]:
    given = {"closed_on": ago(20), "amount": D(1_000), **fields}
    deals = [make_deal(company, state=state, **given) for _each in range(times)]
    Deal.objects.filter(pk__in=[each.pk for each in deals]).update(
        created_at=timezone.now() - timedelta(days=60)
    )
    return deals


@pytest.fixture
def boss() -> Client:
    return signed_in(make_user())


@pytest.mark.parametrize("tab", TABS)
def test_nothing_is_closed_yet(boss: Client, tab: str) -> None:
    assert "Aucune affaire close sur la période" in text(boss.get(PAGE, {"tab": tab}))


def test_what_stands_out_is_said_with_its_figures(boss: Client) -> None:
    fair, web = make_company(origin_channel="fair"), make_company(origin_channel="referral")
    closed(fair, "won", 18, amount=D(500))
    closed(fair, "lost", 2, amount=D(500))
    closed(web, "won", 12, amount=D(9_000))
    closed(web, "lost", 24, amount=D(9_000))
    shown = text(boss.get(PAGE))
    assert "30 sur 56 ; entre 41 % et 66 %" in shown
    assert (
        "On gagne plus qu’ailleurs, origine « Salon » : 90 % de 20 affaires, contre 33 % des autres." in shown
    )
    assert "18 sur 20" in shown
    assert "company_origin+is+fair" in shown
    assert "amount+between" in shown


def test_few_deals_are_shown_and_nothing_is_concluded(boss: Client) -> None:
    closed(make_company(origin_channel="fair"), "won", 4)
    closed(make_company(origin_channel="referral"), "lost", 4)
    shown = text(boss.get(PAGE))
    assert "Moins de 10 affaires par groupe ne permettent aucune conclusion" in shown
    assert ("plus qu’ailleurs</span>" in shown, "trop peu" in shown) == (False, True)


def test_reasons_stand_by_competitor_and_open_their_deals(boss: Client) -> None:
    company, rival = make_company(), Competitor.objects.create(name="Emballo", name_key="emballo")
    closed(company, "lost", 3, outcome_reason="price", competitor=rival)
    closed(company, "lost", 2, outcome_reason="service")
    closed(company, "won", 1, outcome_reason="price", competitor=rival)
    shown = text(boss.get(PAGE, {"tab": "why"}))
    assert "Emballo" in shown
    assert "Sans concurrent nommé" in shown
    [address] = {
        part.split('"')[0].replace("&amp;", "&")
        for part in boss.get(PAGE, {"tab": "why"}).content.decode().split('href="')
        if "outcome_reason+is+price" in part and "competitor+is+Emballo" in part and "state+is+lost" in part
    }
    assert text(boss.get(address)).count("data-row=") in (0, 3)
    assert "3 affaires" in text(boss.get(address))


def test_steps_tell_where_deals_are_lost_and_how_long_they_take(boss: Client) -> None:
    company = make_company()
    for deal in (*closed(company, "won", 10), *closed(company, "lost", 10, step="discovery")):
        for days, step in ((60, "preparation"), (48, "discovery")):
            DealStepChange.objects.create(deal=deal, before="", after=step, happened_on=ago(days))
    shown = text(boss.get(PAGE, {"tab": "when"}))
    assert "la moitié entre 40 et 40 ; 10 affaires" in shown
    row = shown.split("<td>Découverte</td>")[1].split("</tr>")[0]
    assert next(part.split("<")[0] for part in row.replace("</a>", "").split('">')[1:]) == "20"
    assert "step+is+discovery" in row
    assert row.count(">28</td>") == 2


def test_a_step_come_back_to_counts_once_with_all_its_days(boss: Client) -> None:
    company = make_company()
    deals = closed(company, "lost", 10, step="discovery", closed_on=ago(20))
    [late] = closed(company, "lost", step="discovery", closed_on=ago(70))
    for deal in (*deals, late):
        for days, step in ((50, "preparation"), (40, "discovery"), (32, "preparation"), (30, "discovery")):
            DealStepChange.objects.create(deal=deal, before="", after=step, happened_on=ago(days))
    found = days_at_steps(Deal.objects.all())
    assert found == {("preparation", False): {12: 10}, ("discovery", False): {18: 10}}
    assert "la moitié entre 40 et 40 ; 10 affaires" in text(boss.get(PAGE, {"tab": "when"}))


def test_sizes_are_quarters_of_what_was_decided_in_euros(boss: Client) -> None:
    company = make_company()
    for amount in (1_040, 2_150, 3_300, 4_870, 8_120, 12_340, 30_600, 99_000):
        closed(company, "won", amount=D(amount))
    closed(company, "lost", amount=None)
    closed(company, "lost", amount=D(5), currency="USD")
    table = text(boss.get(PAGE)).split("Par taille d’affaire", 1)[1].split("</table>")[0]
    assert [table.count(words) for words in ("2 sur 2", "3 sur 3", "1 sur 1")] == [2, 1, 1]
    assert [words in table for words in ("moins de 3 300", "8 100", "31 000", "0 sur 2")] == [True] * 4


def test_buyers_marks_part_wins_from_losses_and_words_are_for_who_may_read_them(boss: Client) -> None:
    company = make_company("Laiterie du Forez")
    for state, score, mark in (("won", 9, 9), ("lost", 4, 3)):
        for deal in closed(company, state, 5):
            row = BuyerEvaluation.objects.create(deal=deal, told_on=ago(5), score=score, words=f"Dit {state}")
            BuyerMark.objects.create(evaluation=row, criterion="service", mark=mark)
            BuyerMark.objects.create(evaluation=row, criterion="price", mark=6)
    shown = text(boss.get(PAGE, {"tab": "buyers"}))
    assert "« Service » sépare ce qu’on gagne de ce qu’on perd : 9 sur 10 là où l’on gagne, 3 là où" in shown
    assert "10 évaluations pour 10 affaires closes" in shown
    assert ("Dit won" in shown, "?tab=conclusion" in shown) == (True, True)
    reader = text(signed_in(make_user(Role.READ_ONLY)).get(PAGE, {"tab": "buyers"}))
    assert ("Dit won" in reader, "Votre rôle lit les notes" in reader) == (False, True)


def test_each_counts_their_own_and_only_leaders_read_names() -> None:
    team = make_team("Nord")
    nadia, paul = (make_user(Role.SALESPERSON, team=team, scope=Scope.TEAM.value) for _each in range(2))
    lead = make_user(Role.MANAGER, team=team, scope=Scope.TEAM.value)
    stranger = make_user(Role.SALESPERSON, team=make_team("Sud"))
    for each in (nadia, paul, stranger):
        closed(make_company(owner=each), "won", 3, owner=each)
    mine, led = text(signed_in(nadia).get(PAGE)), text(signed_in(lead).get(PAGE))
    assert ("6 sur 6" in mine, "6 sur 6" in led) == (True, True)
    assert ("Les autres, ensemble" in mine, paul.full_name in mine.split("Par personne", 1)[1]) == (
        True,
        False,
    )
    table = led.split("Par personne", 1)[1]
    assert (nadia.full_name in table, paul.full_name in table, "Les autres" in table) == (True, True, False)
    other = text(signed_in(stranger).get(PAGE))
    assert "3 sur 3" in other


def test_the_file_holds_every_table_and_is_noted(boss: Client) -> None:
    company, rival = (
        make_company(origin_channel="fair"),
        Competitor.objects.create(name="=Emballo", name_key="e"),
    )
    closed(company, "won", 3, amount=D("1000.50"), competitor=rival, outcome_reason="price")
    closed(company, "lost", 1)
    answer = boss.get(f"{PAGE}file/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Tableau;Groupe;Gagnées;Perdues;Taux (%)")
    assert "Par origine de l’entreprise;Salon;3;1;75,0;30,1;95,4;3001,50;1000,00;trop peu" in lines
    assert any(line.startswith("Par concurrent;'=Emballo;3;0") for line in lines)
    assert "Par raison;Prix;3;0;;;;3001,50;0;" in lines
    assert JournalEntry.objects.filter(subject_kind="win_loss", verb="export").count() == 1
    assert signed_in(make_user(Role.READ_ONLY)).get(f"{PAGE}file/").status_code == 403


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_asks_as_much_of_one_deal_as_of_three(boss: Client, tab: str, queries: Queries) -> None:
    def one_more() -> None:
        company = make_company(origin_channel="fair")
        name = f"Rival {company.pk}"
        rival = Competitor.objects.create(name=name, name_key=name.lower())
        for state in ("won", "lost"):
            [deal] = closed(company, state, competitor=rival, outcome_reason="price", owner=make_user())
            DealStepChange.objects.create(deal=deal, before="", after="preparation", happened_on=ago(40))
            row = BuyerEvaluation.objects.create(deal=deal, told_on=ago(5), score=8, words="Bien")
            BuyerMark.objects.create(evaluation=row, criterion="price", mark=7)

    assert queries.same(one_more, lambda: boss.get(PAGE, {"tab": tab})) < 30


def test_what_the_address_says_wrong_is_passed_over(boss: Client) -> None:
    closed(make_company(), "won", 1, closed_on=ago(500))
    asked = {"tab": "nothing", "period": "900", "scope": "x", "segment": "y"}
    assert "Aucune affaire close sur la période" in text(boss.get(PAGE, asked))
    assert "1 sur 1" in text(boss.get(PAGE, {"period": "24"}))


def offered(deal: Deal, number: str, state: str, **nets: str) -> None:
    """A quote of the deal with a line a family, by name."""
    quote = Quote.objects.create(number=number, company=deal.company, deal=deal, state=state)
    version = QuoteVersion.objects.create(quote=quote, version=1, state=state)
    for position, (name, net) in enumerate(nets.items()):
        family, _new = ProductFamily.objects.get_or_create(name=name)
        product = make_product(family=family)
        QuoteLine.objects.create(version=version, position=position, product=product, net=D(net))


def test_families_are_those_of_the_quote_accepted_else_of_the_last(boss: Client) -> None:
    company = make_company()
    [won] = closed(company, "won")
    [lost] = closed(company, "lost")
    closed(company, "lost")
    offered(won, "D1", "accepted", Bougies="300", Vases="100")
    offered(won, "D2", "refused", Tables="900")
    offered(lost, "D3", "refused", Tables="50")
    offered(lost, "D4", "refused", Bougies="200")
    table = text(boss.get(PAGE)).split("Par famille de produits", 1)[1]
    assert "D’après les devis de 2 affaires sur 3 ; une affaire compte une fois dans chaque famille." in table
    rows = [row.split("<td")[1:5] for row in table.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]]
    assert [(row[0].strip(">/td<"), row[1].split(">")[1].split("<")[0]) for row in rows] == [
        ("Bougies", "1 sur 2"),
        ("Vases", "1 sur 1"),
    ]
    lines = boss.get(f"{PAGE}file/").content.decode("utf-8-sig").splitlines()
    assert [line for line in lines if line.startswith("Par famille")] == [
        "Par famille de produits;Bougies;1;1;50,0;9,5;90,5;300,00;200,00;trop peu",
        "Par famille de produits;Vases;1;0;100,0;20,7;100,0;100,00;0;trop peu",
    ]
