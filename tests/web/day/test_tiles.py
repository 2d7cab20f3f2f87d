"""The figures at the head of the day: each leads to a list of exactly what it counts."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.models import FiscalDocument
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.portfolio.actions.forecast import refresh_forecast
from negoce.portfolio.actions.prospecting_signals_night import refresh_signals
from negoce.portfolio.models import MonthlySales, SalesTarget
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from negoce.prospecting.models import MarketFact
from tests.conftest import Queries
from tests.factories.accounts import make_receivable
from tests.factories.billing import issue, item, make_customer, make_draft, make_seller
from tests.factories.companies import make_company
from tests.factories.day import make_life
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order
from tests.factories.portfolio import make_snapshot
from tests.web.test_foreign_records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make_user(Role.SALESPERSON, team=make_team(name="Équipe Sud"))


@pytest.fixture
def boss(person: User) -> User:
    return make_user(Role.MANAGER, team=person.team)


def today() -> date:
    return timezone.localdate()


def invoiced(company: Company, net: str, *, day: date | None = None) -> FiscalDocument:
    on = day or today()
    return issue(make_draft(company, [item(price=net)], supplied_on=on), day=on)


def tile(page: str, label: str) -> tuple[str, str, str]:
    """The address, the figure and the note of one tile."""
    found = re.search(rf'<a[^>]*href="([^"]*)"[^>]*>(?:(?!</a>).)*{label}(?:(?!</a>).)*</a>', page, re.S)
    assert found is not None, label
    words = [html.unescape(each).strip() for each in re.findall(r">([^<]+)<", found[0]) if each.strip()]
    return html.unescape(found[1]), words[1], words[2]


def total_of(client: Client, url: str) -> str:
    """What stands under the list behind a tile."""
    page = html.unescape(client.get(url).content.decode())
    return " ".join(re.findall(r'<td class="num"><b>([^<]*)</b></td>', page))


def sell(person: User, other: User) -> None:
    make_seller()
    mine, theirs = make_customer(owner=person), make_customer(owner=other)
    if not FiscalDocument.objects.exists():
        invoiced(mine, "77.00", day=today().replace(day=1) - timedelta(days=1))
    invoiced(mine, "1000.00")
    wrong = invoiced(mine, "250.50")
    issue(draft_credit(system_actor(), wrong, reason="Erreur de prix"), day=today())
    make_draft(mine, [item(price="55.00")])
    invoiced(theirs, "400.00")


def owe(person: User, other: User) -> None:
    mine, theirs = make_company(owner=person), make_company(owner=other)
    late, day = today() - timedelta(days=40), timedelta(days=1)
    make_receivable(mine, "500.00", due_on=late, settled=D(120))
    make_receivable(mine, "60.00", due_on=today() - day, disputed_at=timezone.now())
    make_receivable(mine, "70.00", due_on=today())
    make_receivable(mine, "-30.00", due_on=late)
    make_receivable(mine, "80.00", due_on=late, currency="USD")
    make_receivable(mine, "90.00", due_on=late, is_open=False, settled=D(90))
    make_receivable(theirs, "1000.00", due_on=late)


def test_what_was_invoiced_is_the_sum_of_the_list_behind(person: User, boss: User) -> None:
    sell(person, boss)
    client = signed_in(person)
    url, figure, _note = tile(client.get("/day/").content.decode(), "Facturé ce mois")
    assert figure == "1\u202f000\u00a0€"
    assert figure in total_of(client, url)
    assert "3 factures" in html.unescape(client.get(url).content.decode())


def test_what_is_overdue_is_the_sum_of_the_list_behind(person: User, boss: User) -> None:
    owe(person, boss)
    client = signed_in(person)
    url, figure, note = tile(client.get("/day/").content.decode(), "Encours échu")
    assert (figure, note) == ("440\u00a0€", "1 facture > 30 j")
    assert figure in total_of(client, url)
    assert "2 documents" in html.unescape(client.get(url).content.decode())


def test_who_leads_a_team_has_its_figures(person: User, boss: User) -> None:
    sell(person, boss)
    owe(person, boss)
    outsider = make_user(Role.SALESPERSON, team=make_team())
    sell(outsider, outsider)
    client = signed_in(boss)
    page = client.get("/day/").content.decode()
    assert "Équipe Sud" in page
    url, figure, _note = tile(page, "Facturé ce mois")
    assert figure == "1\u202f400\u00a0€"
    assert figure in total_of(client, url)
    url, figure, _note = tile(page, "Encours échu")
    assert figure == "1\u202f440\u00a0€"
    assert figure in total_of(client, url)
    theirs = client.get(f"/day/?person={person.public_id}").content.decode()
    assert tile(theirs, "Facturé ce mois")[1] == "1\u202f000\u00a0€"


def test_who_sees_everything_has_the_figures_of_the_house(person: User) -> None:
    sell(person, make_user())
    page = signed_in(make_user(Role.ADMINISTRATOR)).get("/day/").content.decode()
    assert "Toute la maison" in page
    assert tile(page, "Facturé ce mois")[1] == "1\u202f400\u00a0€"


def test_targets_and_the_forecast_stand_beside(person: User) -> None:
    month = today().replace(day=1)
    make_deal(make_company(owner=person), owner=person, amount=D(12_000), step="negotiation")
    SalesTarget.objects.create(person=person, month=month, amount=D(100_000))
    MonthlySales.objects.create(person=person, month=month, net=D(78_000), as_of=timezone.now())
    refresh_forecast(today=today())
    page = signed_in(person).get("/day/").content.decode()
    assert tile(page, "Facturé ce mois")[2] == "commandes\u00a0: 78\u202f% de l’objectif"
    url, figure, note = tile(page, "Affaires à conclure")
    assert (figure, note) == ("1 · 12\u00a0k€", "prévision 7\u202f200\u00a0€ ± 7\u202f534\u00a0€")
    assert "1 affaire" in signed_in(person).get(url).content.decode()
    forecast = signed_in(person).get("/targets/forecast/").content.decode().replace("\u202f", " ")
    assert "1 affaire, 12 000\u00a0€\u00a0; prévision 7 200 ± 7 534\u00a0€" in forecast


def test_the_day_counts_the_reasons_to_prospect_that_their_page_counts(person: User) -> None:
    make_life(make_company(owner=person))
    client = signed_in(person)
    # The sidebar has a page of this name.
    bare = client.get("/day/").content.decode().partition("<main")[2]
    assert "Faut-il prospecter" not in bare
    seen = scope_of_actor(actor_for(person))
    make_snapshot(seen.key)
    for months in (1, 14):
        make_order(Company.objects.get(), today() - timedelta(days=30 * months), f"{months}000")
    refresh_signals(today=today(), scopes=[seen])
    MarketFact.objects.create(
        topic="technology",
        words="Achats en ligne",
        declared_on=today(),
        holds_until=today() + timedelta(days=9),
    )
    answer, reasons = client.get("/day/"), client.get("/prospecting/").context
    card = answer.context["signals"]
    holding = [each["title"] for each in reasons["cards"] if each["holds"]]
    assert "La conjoncture se retourne\u00a0: des parts de marché sont à prendre" in holding
    assert [line.words for line in card.lines] == holding
    assert reasons["summary"] == f"Oui\u00a0: {card.meta} y poussent."
    declared = {line.words: line.figure for line in card.lines}["La technique change les habitudes d’achat"]
    assert declared == "Déclaré par l’équipe."
    assert card.lines[0].url == f"/prospecting/#{reasons['cards'][0]['key']}"
    assert card.meta in answer.content.decode()


def test_another_s_day_counts_the_reasons_of_the_companies_that_they_follow(person: User, boss: User) -> None:
    make_life(make_company(owner=person))
    make_snapshot(f"o{person.pk}t")
    card = signed_in(boss).get(f"/day/?person={person.public_id}").context["signals"]
    assert (card.meta, card.url) == ("2 raisons sur 2", "")


def test_as_many_questions_for_a_team_of_three_as_of_one(person: User, boss: User, queries: Queries) -> None:
    client = signed_in(boss)
    make_life(make_company(owner=person))

    def more() -> None:
        one = make_user(Role.SALESPERSON, team=person.team)
        make_life(make_company(owner=one))
        sell(one, person)
        owe(one, person)

    queries.same(make=more, read=lambda: client.get("/day/"))
