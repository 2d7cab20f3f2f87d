"""The preparation of a meeting: what it gathers, for whom, on screen and on two pages."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from negoce.companies.models import ActivityContact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import (
    Argument,
    Bargaining,
    Concession,
    Deal,
    DealActivity,
    DealPreparation,
    DiscoveryAnswer,
    DiscoveryInterview,
    InfluenceEdge,
    InfluencePerson,
    Objective,
)
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}
DAY = date(2026, 11, 25)


def browser_of(role: Role = Role.MANAGER) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value, first_name="Marc"))
    return browser


@pytest.fixture
def deal() -> Deal:
    company = make_company("Laiterie du Vercors", city="Grenoble", postal_code="38000")
    return make_deal(company, "Films 2027", amount=Decimal(48000))


def one_more(deal: Deal, number: int = 0) -> None:
    """One of everything that a preparation gathers."""
    company = deal.company
    person = make_contact(company, last_name=f"Duchêne{number}")
    at = datetime(2026, 11, 25, 8, tzinfo=UTC)
    planned = make_activity(company, kind="visit", state="planned", subject=f"Visite {number}", starts_at=at)
    said = make_activity(company, kind="call", subject=f"Appel {number}", body="Trop cher", starts_at=at)
    said.starts_at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    said.save()
    for activity in (planned, said):
        DealActivity.objects.create(activity=activity, deal=deal)
        ActivityContact.objects.create(activity=activity, contact=person)
    placed = InfluencePerson.objects.create(deal=deal, contact=person, weight=4, roles=["decider"])
    nobody = InfluencePerson.objects.create(deal=deal, label=f"Directrice {number}", weight=2)
    InfluenceEdge.objects.create(source=nobody, target=placed, strength=Decimal("0.6"))
    interview = DiscoveryInterview.objects.create(deal=deal, contact=person, kind="supply", held_on=DAY)
    DiscoveryAnswer.objects.create(interview=interview, question="blocks", answer="Casse", motive="security")
    Argument.objects.create(characteristic=f"Film {number}", benefit="moins d’arrêts", motives=["security"])
    Concession.objects.create(deal=deal, given=f"Remise {number}", asked="24 mois", cost=Decimal(1440))
    Objective.objects.create(
        deal=deal,
        words=f"Signer {number}",
        metric="amount",
        due_on=DAY,
        rank=number + 1,
        ideal=Decimal(48000),
    )
    make_order(company, date(2026, 10, 1), "900")


def page_of(browser: Client, deal: Deal) -> str:
    answer = browser.get(reverse("preparation:page", args=[deal.public_id]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def pdf_of(browser: Client, deal: Deal) -> list[str]:
    answer = browser.get(reverse("preparation:pdf", args=[deal.public_id]))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return [" ".join(each.extract_text().split()).replace("\u00a0", " ") for each in pages]


def test_a_deal_without_anything_says_what_to_do(deal: Deal) -> None:
    browser = browser_of()
    said = page_of(browser, deal)
    for words in (
        "Aucun entretien n’est prévu",
        "Personne n’est encore placé",
        "Fixez votre plancher",
        "Grenoble",
    ):
        assert words in said
    (paper,) = pdf_of(browser, deal)
    assert "Confidentiel" in paper
    assert "Pas encore préparé : Le prochain entretien, Objectifs : idéal, visé, repli, Approche" in paper


def test_it_gathers_what_is_known_on_screen_and_on_paper(deal: Deal) -> None:
    one_more(deal)
    Bargaining.objects.create(deal=deal, our_reserve=Decimal(44500))
    browser = browser_of()
    said, paper = page_of(browser, deal), " ".join(pdf_of(browser, deal))
    for words in (
        "Signer 0",
        "Trop cher",
        "aucune rencontre",
        "Directrice 0",
        "Que vous coûte ce problème, par mois ou par an ?",
        "moins d’arrêts",
        "44 500",
        "contre 24 mois",
    ):
        assert words in said
        assert words in paper
    assert said.count('class="influence-node"') == 2


def test_who_may_not_read_margins_or_observations_is_told_none(deal: Deal) -> None:
    one_more(deal)
    Bargaining.objects.create(deal=deal, our_reserve=Decimal(44500))
    browser = browser_of(Role.MARKETING)
    said, paper = page_of(browser, deal), " ".join(pdf_of(browser, deal))
    assert "Signer 0" in said
    for words in ("44 500", "contre 24 mois", "Directrice 0", "moins d’arrêts"):
        assert (words in said, words in paper) == (False, False)


def test_two_pages_hold_whatever_the_deal_holds(deal: Deal) -> None:
    for number in range(25):
        one_more(deal, number)
    long = "Commencer par la casse, taire le prix. " * 50
    DealPreparation.objects.create(deal=deal, approach=long, questions="Qui signe ?\n" * 40, revision=1)
    pages = pdf_of(browser_of(), deal)
    assert len(pages) <= 2
    assert ("et 16 autres" in pages[0], "Qui signe ?" in " ".join(pages)) == (True, True)


def test_it_costs_the_same_for_three(deal: Deal, queries: Queries) -> None:
    browser = browser_of()
    numbers = iter(range(3))
    asked = queries.same(lambda: one_more(deal, next(numbers)), lambda: page_of(browser, deal))
    assert asked <= 60


def test_the_approach_is_written_once_and_guarded(deal: Deal) -> None:
    browser, url = browser_of(), reverse("preparation:writing", args=[deal.public_id])
    typed = {"approach": "Commencer par la casse", "questions": "- Qui signe ?\n", "revision": "0"}
    assert browser.post(url, {**typed, "approach": "Elle est enceinte"}, headers=HTMX).status_code == 422
    answer = browser.post(url, typed, headers=HTMX)
    assert (answer.status_code, "panel-preparation" in answer.headers["HX-Trigger"]) == (204, True)
    assert browser.post(url, {**typed, "approach": "Autre"}, headers=HTMX).status_code == 409
    row = DealPreparation.objects.get()
    assert (row.approach, row.revision) == ("Commencer par la casse", 1)
    assert "Commencer par la casse" in browser.get(url, headers=HTMX).content.decode()
    said = page_of(browser, deal)
    assert ("Commencer par la casse" in said, "<span>Qui signe ?</span>" in said) == (True, True)
    assert list(JournalEntry.objects.filter(subject_kind="preparation").values_list("verb", flat=True)) == [
        "changed"
    ]
    panel = browser.get(reverse("deals:panel", args=[deal.public_id, "preparation"])).content.decode()
    assert "Commencer par la casse" in panel
    assert browser_of(Role.READ_ONLY).post(url, typed).status_code == 403
