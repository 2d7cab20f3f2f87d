"""What is entered from the page of a deal, what comes next in it, and what its history tells."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Activity, Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role, Scope
from negoce.negotiation.enums import AidKind
from negoce.negotiation.models import AidHandout, AidPlace, Deal, DealActivity, SalesAid
from tests.factories.companies import make_activity, make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def company() -> Company:
    return make_company("Laiterie du Vercors")


@pytest.fixture
def deal(company: Company) -> Deal:
    return make_deal(company, "Films 2027")


@pytest.fixture
def client() -> Client:
    signed = Client()
    user = make_user(Role.MANAGER, scope=Scope.ALL.value)
    signed.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed


def page_of(client: Client, deal: Deal) -> str:
    return client.get(reverse("deals:deal", args=[deal.public_id])).content.decode()


def next_of(page: str) -> str:
    found = re.search(r'<div class="next-step">(.*?)</div>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else ""


def planned(company: Company, subject: str, day: int) -> Activity:
    at = datetime(2026, 11, day, 10, tzinfo=PARIS)
    return make_activity(company, subject=subject, state="planned", starts_at=at)


def test_fetching_a_loan_back_is_not_what_comes_next_nor_is_another_deal(
    client: Client, company: Company, deal: Deal
) -> None:
    fetching, other = planned(company, "Récupérer la valise", 21), planned(company, "Autre affaire", 22)
    aid = SalesAid.objects.create(name="Valise", kind=AidKind.TESTER.value)
    AidHandout.objects.create(
        aid=aid,
        company=company,
        place=AidPlace.objects.create(name="Réserve", name_key="reserve"),
        quantity=1,
        handed_on=date(2026, 11, 1),
        task=fetching,
    )
    DealActivity.objects.create(activity=other, deal=make_deal(company, "Cartons"))
    assert next_of(page_of(client, deal)) == "Rien n’est prévu dans cette affaire.Prévoir la suite"
    planned(company, "Présenter l’offre", 23)
    assert "Présenter l’offre" in next_of(page_of(client, deal))


def test_what_is_entered_from_a_deal_stands_under_it(client: Client, company: Company, deal: Deal) -> None:
    form = client.get(
        reverse("activities:create"), {"company": company.public_id, "deal": deal.public_id}, headers=HTMX
    ).content.decode()
    assert f'<input type="hidden" name="deal" value="{deal.public_id}">' in form
    typed = {"company": company.public_id, "kind": "call", "state": "done", "subject": "Premier échange"}
    assert (
        client.post(reverse("activities:create"), {**typed, "deal": deal.public_id}, headers=HTMX).status_code
        == 204
    )
    elsewhere = make_deal(make_company("Autre"), "Ailleurs")
    client.post(reverse("activities:create"), {**typed, "deal": elsewhere.public_id}, headers=HTMX)
    links = list(DealActivity.objects.values_list("activity__subject", "deal_id"))
    assert (links, Activity.objects.count()) == ([("Premier échange", deal.pk)], 2)


def test_history_names_what_changed_and_folds_what_repeats(client: Client, deal: Deal) -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    for values in (
        {"discovery": (None, "abc")},
        {"influence_map": (None, "p1")},
        {"influence_map": (None, "p2")},
        {"influence_map": (None, "p2")},
    ):
        record(actor, Entry("changed", "deal", deal.pk, deal.name, deal.company_id, values))
    page = page_of(client, deal)
    page = page[page.index("Historique") :]
    lines = re.findall(r"<li><strong>.*?</strong>(.*?)<span class=\"muted\"><time", page, re.S)
    told = [re.sub(r"<[^>]+>", "", line).strip() for line in lines]
    assert told[:1] == ["a complété la carte d’influence, la découverte"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("deal_objections:expected", "une objection dans la liste"),
        ("deal_aids:bring", "une aide dans la liste"),
    ],
)
def test_nothing_chosen_in_a_list_is_told(client: Client, deal: Deal, address: str, words: str) -> None:
    answer = client.post(reverse(address, args=[deal.public_id]), headers=HTMX)
    told = json.loads(answer["HX-Trigger"])
    assert (answer.status_code, words in json.dumps(told, ensure_ascii=False)) == (204, True)


def test_a_step_pressed_by_mistake_is_taken_back(client: Client, deal: Deal) -> None:
    url = reverse("deals:step", args=[deal.public_id])
    answer = client.post(url, {"step": "presentation", "seen": "preparation"}, headers=HTMX)
    told = json.loads(answer["HX-Trigger"])["toast"]
    deal.refresh_from_db()
    assert (deal.step, told["text"].startswith("Étape Présentation.")) == ("presentation", True)
    back = client.post(told["undo"], headers=HTMX)
    deal.refresh_from_db()
    assert (back.status_code, deal.step) == (204, "preparation")
    assert json.loads(back["HX-Trigger"])["deal-page"] is True
    late = client.post(told["undo"], headers=HTMX)
    assert json.loads(late["HX-Trigger"])["toast"]["tone"] == "warn"
