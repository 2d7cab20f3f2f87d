"""« Faut-il prospecter ? »: the seven reasons, declarations, thresholds (P1)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Competitor, DeclaredFact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.portfolio.actions.prospecting_signals_night import refresh_signals
from negoce.portfolio.models import PortfolioSetting, SignalFigures
from negoce.prospecting.models import MarketFact
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.portfolio import make_snapshot, snapshot_content
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/prospecting/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def manager() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


def cards(client: Client) -> dict[str, dict[str, object]]:
    return {each["key"]: each for each in client.get(PAGE).context["cards"]}


def test_before_anything_was_counted_the_page_says_so() -> None:
    answer = signed_in(manager()).get(PAGE)
    assert (answer.status_code, answer.context["cards"], answer.context["missing"]) == (200, [], True)


def test_seven_reasons_and_where_each_leads() -> None:
    today = timezone.localdate()
    company = make_company(name="Quincaillerie Gardot")
    make_order(company, today - timedelta(days=20), "500")
    make_order(company, today - timedelta(days=400), "1000")
    rival = Competitor.objects.create(name="Rivalis", name_key="rivalis")
    for _each in range(3):
        DeclaredFact.objects.create(
            company=make_company(), kind="competitor", competitor=rival, known_on=today, source="interview"
        )
    make_snapshot()
    refresh_signals(today=today)
    client = signed_in(manager())
    found = cards(client)
    assert set(found) == {
        "attrition", "dependence", "downturn", "flat_share", "competitors", "technology", "production",
    }  # fmt: skip
    assert found["attrition"]["trend"] != ""
    assert found["downturn"]["holds"] is True
    assert [name for _url, name in found["downturn"]["companies"]] == ["Quincaillerie Gardot"]
    assert found["competitors"]["sentence"] == "Concurrents notés chez 3 entreprises en 6 mois."
    assert found["competitors"]["rivals"] == [("Rivalis", "3 entreprises")]
    assert found["downturn"]["sentence"].startswith("1 client sur 1 achète")
    form = client.get(found["downturn"]["plan_url"])
    assert (form.status_code, form.context["signal"]) == (200, "downturn")
    assert form.context["target"].is_understood


def test_a_reason_without_enough_to_go_by_says_what_is_missing_and_leads_there() -> None:
    today = timezone.localdate()
    periods = snapshot_content()["periods"]
    for period in periods.values():
        period["heads"] = dict.fromkeys(period["heads"], 0)
    make_snapshot(concentration=None, periods=periods)
    refresh_signals(today=today)
    client = signed_in(make_user(Role.ADMINISTRATOR))
    found = cards(client)
    silent = {key: (each["missing"] != "", each["missing_url"].split("?")[0]) for key, each in found.items()}
    assert silent == {
        "attrition": (True, "/imports/new/"),
        "dependence": (True, "/imports/new/"),
        "downturn": (True, "/imports/new/"),
        "flat_share": (True, "/companies/"),
        "competitors": (True, "/deals/"),
        "technology": (True, "/companies/"),
        "production": (True, "/products/"),
    }
    assert all(client.get(each["missing_url"]).status_code == 200 for each in found.values())
    # Who may not import is not led to a page that refuses them.
    seller = cards(signed_in(make_user(Role.READ_ONLY)))
    assert (seller["downturn"]["missing"] != "", seller["downturn"]["missing_url"]) == (True, "")


def test_purchases_that_are_known_and_tell_nothing_are_no_lack_of_facts() -> None:
    today = timezone.localdate()
    company = make_company()
    make_order(company, today - timedelta(days=20), "500")
    DeclaredFact.objects.create(
        company=company, kind="purchases", amount=D(90_000), known_on=today, source="interview"
    )
    refresh_signals(today=today)
    card = cards(signed_in(manager()))["flat_share"]
    assert (card["missing"], card["holds"]) == ("", False)
    assert card["sentence"] == "Le client dont le total des achats est noté n’est pas dans ce cas."


def test_a_declaration_makes_its_reason_hold_until_its_day() -> None:
    today = timezone.localdate()
    refresh_signals(today=today)
    client = signed_in(manager())
    assert cards(client)["technology"]["holds"] is False
    new = f"{PAGE}signals/facts/new/"
    assert client.get(f"{new}?topic=technology").status_code == 200
    given = {
        "topic": "technology", "words": "Ils commandent en ligne", "evidence": "Étude de la profession",
        "declared_on": "20/11/2026", "holds_until": "20/05/2027",
    }  # fmt: skip
    assert client.post(new, {**given, "evidence": ""}).status_code == 422
    assert client.post(new, {**given, "holds_until": "01/01/2026"}).status_code == 422
    assert client.post(new, given).status_code == 302
    card = cards(client)["technology"]
    assert (card["holds"], card["facts"][0]["words"]) == (True, "Ils commandent en ligne")
    assert client.post(card["facts"][0]["removal_url"]).status_code == 302
    assert not MarketFact.objects.exists()


def test_thresholds_are_set_and_followed() -> None:
    client = signed_in(make_user(Role.ADMINISTRATOR))
    url = f"{PAGE}signals/thresholds/"
    first = client.get(url).context["form"].initial
    assert client.post(url, {**first, "signal_competitors": "0"}).status_code == 422
    assert client.post(url, {**first, "signal_falls_by": "lots"}).status_code == 422
    assert client.post(url, {**first, "signal_competitors": "7"}).status_code == 302
    assert PortfolioSetting.objects.get(key="signal_competitors").value == D(7)
    assert client.post(url, {**first, "signal_falls_by": "12,5"}).status_code == 302
    # Shown as it is typed: nothing changes by sending it back.
    again = client.get(url).context["form"].initial
    assert (again["signal_falls_by"], client.post(url, again).status_code) == ("12,5", 302)
    assert PortfolioSetting.objects.get(key="signal_falls_by").value == D("12.5")


def test_whoever_sells_reads_the_figures_of_their_own_companies_alone() -> None:
    today = timezone.localdate()
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    make_order(make_company(owner=seller), today - timedelta(days=400), "1000")
    make_order(make_company(), today - timedelta(days=400), "1000")
    client = signed_in(seller)
    assert client.post(f"{PAGE}signals/refreshing/").status_code == 302
    work_off()
    assert SignalFigures.objects.get().content["downturn"]["customers"] == 1
    assert cards(client)["downturn"]["plan_url"] == ""
    assert client.post(f"{PAGE}signals/facts/new/").status_code == 403
    assert client.get(f"{PAGE}signals/thresholds/").status_code == 403


def test_the_page_asks_as_many_queries_for_three_as_for_one(queries: Queries) -> None:
    client, today = signed_in(manager()), timezone.localdate()

    def make() -> None:
        make_order(make_company(), today - timedelta(days=400), "1000")
        MarketFact.objects.create(
            topic="technology", words="x", evidence="y", declared_on=today, holds_until=today
        )
        refresh_signals(today=today)

    queries.same(make=make, read=lambda: client.get(PAGE))


def test_who_only_reads_starts_no_long_work() -> None:
    client = signed_in(make_user(Role.READ_ONLY))
    assert "Recalculer maintenant" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}signals/refreshing/").status_code == 403
    assert Job.objects.count() == 0
