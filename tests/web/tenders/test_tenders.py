"""Tenders: entered alone or for a deal, judged by the rules, moved, tied to a deal, refused, kept from others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Deal, Tender
from tests.factories.deals import make_deal
from tests.factories.tenders import make_tender
from tests.web.tenders.conftest import HTMX, shown, url

pytestmark = pytest.mark.django_db


def typed(**given: str) -> dict[str, str]:
    return {
        "name": "Mobilier 2027",
        "reference": "2026-GRE-14",
        "buyer": "local",
        "need": "supplies",
        "call": "open",
        "amount": "230 000",
        "published_on": "2/11/2026",
        "questions_until": "19/11/2026",
        "offers_until": "27/11/2026",
        **given,
    }


def test_a_tender_of_a_known_buyer_is_entered_judged_and_changed(client: Client, company: Company) -> None:
    answer = client.post(reverse("tenders:create"), typed(company=company.public_id), **HTMX)
    tender = Tender.objects.get()
    assert answer.headers["HX-Redirect"] == url("tender", tender)
    assert (tender.company, tender.deal, tender.deadline) == (company, None, date(2026, 11, 27))
    said = shown(client, url("tender", tender))
    for words in (
        "2026-GRE-14",
        "230 000,00 € HT",
        "Procédure formalisée",
        "Avis européen (JOUE)",
        "dépassé depuis 1 jour",
        "dans 7 jours",
        # 30 days after 2 November is Wednesday 2 December.
        "précède la fin du délai minimal, le 2 déc. 2026 (jours manquants : 5)",
        "CCP art. R2161-2",
    ):
        assert words in said
    change = {**typed(amount=""), "revision": "1"}
    assert client.post(url("change", tender), change, **HTMX).status_code == 204
    assert client.post(url("change", tender), change, **HTMX).status_code == 409
    assert "Donnez le montant du besoin" in shown(client, url("tender", tender))


def test_the_buyer_may_be_a_new_company(client: Client) -> None:
    posted = typed(company="new", company_name="Hôpital de Voiron", buyer="private", own_rules="")
    assert client.post(reverse("tenders:create"), posted, **HTMX).status_code == 204
    tender = Tender.objects.get()
    assert (tender.company.name, tender.buyer) == ("Hôpital de Voiron", "private")
    assert "son règlement de consultation fait loi" in shown(client, url("tender", tender))


def test_days_below_the_minimum_and_gone_by_are_told(client: Client) -> None:
    tender = make_tender(call="restricted", amount=Decimal(400_000), published_on=date(2026, 10, 1))
    posted = {
        "published_on": "1/10/2026",
        "applications_until": "20/10/2026",
        "offers_until": "19/11/2026",
        "invited_on": "2/11/2026",
        "revision": "0",
    }
    assert client.post(url("days", tender), posted, **HTMX).status_code == 204
    tender.refresh_from_db()
    assert (tender.electronic, tender.deadline) == (False, date(2026, 10, 20))
    said = shown(client, url("tender", tender))
    for words in (
        "Les offres étaient attendues au plus tard le 19 nov. 2026",
        "Les candidatures étaient attendues au plus tard le 20 oct. 2026",
        "Les candidatures, le 20 oct. 2026, ferment avant la fin du délai minimal, le 2 nov. 2026",
        # 31 October is a Saturday, 1 November a Sunday and a holiday: applications end on 2 November.
        "La date donnée, le 19 nov. 2026, précède la fin du délai minimal, le 2 déc. 2026",
    ):
        assert words in said


def test_it_moves_from_step_to_step(client: Client) -> None:
    tender = make_tender(offers_until=date(2026, 11, 25))
    moved = client.post(url("stage", tender), {"stage": "submitted", "seen": "consultation"}, **HTMX)
    assert (moved.status_code, "Offre remise" in moved.content.decode()) == (200, True)
    tender.refresh_from_db()
    assert (tender.stage, tender.deadline) == ("submitted", None)
    late = client.post(url("stage", tender), {"stage": "selection", "seen": "consultation"}, **HTMX)
    assert (late.status_code, "a changé entre-temps" in late.content.decode()) == (409, True)
    assert client.post(url("stage", tender), {"stage": "won"}, **HTMX).status_code == 422


def test_its_deal_is_opened_in_one_click_or_chosen(client: Client, company: Company) -> None:
    tender = make_tender(company, amount=Decimal(9000), offers_until=date(2026, 12, 1))
    answer = client.post(url("opening", tender), **HTMX)
    deal = Deal.objects.get()
    assert answer.headers["HX-Redirect"] == reverse("deals:deal", args=[deal.public_id])
    assert (deal.name, deal.amount, deal.close_on) == (tender.name, Decimal(9000), date(2026, 12, 1))
    assert "répond déjà" in client.post(url("opening", tender), **HTMX).headers["HX-Trigger"].encode().decode(
        "unicode_escape"
    )
    other = make_deal(company, "Autre")
    assert other.public_id in client.get(url("link", tender), **HTMX).content.decode()
    assert client.post(url("link", tender), {"deal": other.public_id}, **HTMX).status_code == 204
    second = make_tender(company)
    refused = client.post(url("link", second), {"deal": other.public_id}, **HTMX)
    assert (refused.status_code, "répond déjà" in refused.content.decode()) == (422, True)
    elsewhere = make_deal(name="Ailleurs")
    assert client.post(url("link", second), {"deal": elsewhere.public_id}, **HTMX).status_code == 422
    assert client.post(url("link", tender), {"deal": ""}, **HTMX).status_code == 204
    tender.refresh_from_db()
    assert tender.deal is None


def test_a_deal_tells_which_it_answers(client: Client, company: Company) -> None:
    deal = make_deal(company, "Mobilier", amount=Decimal(230_000))
    panel = reverse("deals:panel", args=[deal.public_id, "tender"])
    assert "ne répond à aucun appel d’offres" in shown(client, panel)
    assert 'value="230\u202f000"' in client.get(url("for_deal", deal), **HTMX).content.decode()
    answer = client.post(url("for_deal", deal), typed(), **HTMX)
    assert (answer.status_code, "panel-tender" in answer.headers["HX-Trigger"]) == (204, True)
    assert client.post(url("for_deal", deal), typed(), **HTMX).status_code == 422
    said = shown(client, panel)
    assert [words in said for words in ("Mobilier 2027", "Procédure formalisée", "dans 7 jours")] == [
        True
    ] * 3
    page = shown(client, reverse("deals:deal", args=[deal.public_id]) + "?tab=preparation")
    assert " ".join(said.split()) in " ".join(page.split())


def test_one_entered_by_mistake_is_deleted_and_its_deal_stays(client: Client, company: Company) -> None:
    tender = make_tender(company, deal=make_deal(company))
    answer = client.post(url("deletion", tender), **HTMX)
    assert (answer.headers["HX-Redirect"], Tender.objects.count(), Deal.objects.count()) == (
        "/tenders/",
        0,
        1,
    )
    assert JournalEntry.objects.get(subject_kind="tender").verb == "deleted"


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "ce que l’acheteur veut acheter"),
        ({"buyer": ""}, "Choisissez le type d’acheteur"),
        ({"need": ""}, "Choisissez le type d’achat"),
        ({"amount": "0"}, "au-dessus de zéro"),
        ({"offers_until": "1/11/2026"}, "avant la publication de l’avis"),
        ({"questions_until": "28/11/2026"}, "au plus tard le jour des offres"),
        ({"offers_until": "27/11/2926"}, "n’est pas vraisemblable"),
        ({"company": "", "company_name": "Nulle part"}, "Choisissez une entreprise"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    client: Client, company: Company, given: dict[str, str], words: str
) -> None:
    posted = {**typed(company=company.public_id), **given}
    answer = client.post(reverse("tenders:create"), posted, **HTMX)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Tender.objects.exists()


def test_who_may_only_read_reads_and_changes_nothing(
    as_role: Callable[[Role], Client], company: Company
) -> None:
    tender = make_tender(company, published_on=date(2026, 11, 2))
    reader = as_role(Role.READ_ONLY)
    said = shown(reader, url("tender", tender))
    assert (tender.name in said, url("change", tender) in said) == (True, False)
    for name in ("change", "days", "stage", "go", "alarms", "question_new", "link", "opening", "deletion"):
        assert reader.post(url(name, tender), {"revision": "0"}, **HTMX).status_code == 403
    assert Tender.objects.get().revision == 0


@pytest.mark.parametrize("tab", ["consultation"])
def test_a_section_alone_is_what_the_page_shows(client: Client, company: Company, tab: str) -> None:
    tender = make_tender(company, amount=Decimal(230_000), published_on=date(2026, 11, 2))
    page = " ".join(client.get(f"{url('tender', tender)}?tab={tab}").content.decode().split())
    for key in ("go", "days", "questions", "procedure", "facts", "deal", "alarms", "journal"):
        alone = client.get(url("section", tender, key)).content.decode()
        assert " ".join(alone.split()) in page


def test_the_list_counts_the_days_left(client: Client, company: Company) -> None:
    make_tender(company, "Plus tard", offers_until=date(2026, 12, 20))
    make_tender(company, "Bientôt", offers_until=date(2026, 11, 23))
    make_tender(company, "Fini", stage="lost")
    said = shown(client, reverse("lists:tenders"))
    assert said.index("Bientôt") < said.index("Plus tard") < said.index("Fini")
    running = shown(client, reverse("lists:tenders") + "?view=running")
    assert ("Bientôt" in running, "Fini" in running) == (True, False)
