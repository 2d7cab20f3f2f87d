"""What came of a tender: told, corrected, fed to its deal, on the thread, found by search, erased with a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role
from negoce.negotiation.models import Deal, TenderQuestion, TenderRank, TenderResult
from tests.factories.deals import make_deal
from tests.factories.tenders import make_tender
from tests.web.tenders.conftest import HTMX, shown, url

pytestmark = pytest.mark.django_db


def told(**given: str) -> dict[str, str]:
    return {
        "outcome": "lost",
        "known_on": "16/11/2026",
        "reason": "price",
        "words": "Votre délai a plu, pas le prix.",
        "lessons": "Demander la pondération avant de chiffrer.",
        "reasons_asked_on": "17/11/2026",
        "next_on": "1/3/2030",
        "rank_0": "2",
        "price_0": "100 000",
        "mark_0": "7,5",
        "name_1": "Buroplan",
        "rank_1": "1",
        "price_1": "92 500",
        "mark_1": "8,1",
        "revision": "0",
        **given,
    }


def test_a_result_is_told_and_ends_its_deal(client: Client, company: Company) -> None:
    deal = make_deal(company, "Mobilier")
    tender = make_tender(company, "Mobilier des écoles", deal=deal, offers_until=date(2026, 11, 30))
    assert client.post(url("result", tender), told(), **HTMX).status_code == 204
    deal.refresh_from_db()
    assert (deal.state, deal.outcome_reason, deal.closed_on) == ("lost", "price", date(2026, 11, 16))
    assert str(deal.competitor) == "Buroplan"
    ranks = TenderRank.objects.order_by("rank").values_list("competitor__name", "rank", "price", "mark")
    assert list(ranks) == [
        ("Buroplan", 1, Decimal("92500.00"), Decimal("8.10")),
        (None, 2, Decimal("100000.00"), Decimal("7.50")),
    ]
    said = shown(client, url("tender", tender) + "?tab=result")
    for words in (
        "connu le 16 nov. 2026",
        "Buroplan",
        "-7,5 %",
        # Fifteen days after 17 November.
        "réponse due au plus tard le 2 déc. 2026",
        "CCP art. R2181-2 et R2181-4",
        "Demander la pondération avant de chiffrer.",
        "1er mars 2030",
    ):
        assert words in said.replace("\u2212", "-")
    # The next one is announced ninety days before, which is a Saturday: on the Friday.
    task = Activity.objects.get()
    assert (task.subject, timezone.localtime(task.starts_at).date()) == (
        "Prochaine consultation, 1er mars 2030 : Mobilier des écoles",
        date(2029, 11, 30),
    )
    assert client.post(url("result", tender), told(), **HTMX).status_code == 409
    assert 'value="Buroplan"' in client.get(url("result", tender), **HTMX).content.decode()


def test_a_won_one_is_put_back_and_corrected(client: Client, company: Company) -> None:
    deal = make_deal(company)
    tender = make_tender(company, deal=deal)
    won = {"outcome": "won", "reason": "product", "revision": "0"}
    assert client.post(url("result", tender), won, **HTMX).status_code == 204
    assert Deal.objects.get().state == "won"
    assert client.post(url("stage", tender), {"stage": "selection"}, **HTMX).status_code == 422
    assert client.post(url("reopening", tender), **HTMX).status_code == 204
    again = {"outcome": "no_result", "revision": "1"}
    assert client.post(url("result", tender), again, **HTMX).status_code == 204
    tender.refresh_from_db()
    assert (tender.stage, Deal.objects.get().state) == ("no_result", "won")


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcome": ""}, "comment la consultation s’est terminée"),
        ({"reason": ""}, "Choisissez la raison"),
        ({"outcome": "won", "reason": ""}, "Choisissez la raison"),
        ({"known_on": "21/11/2026"}, "pas encore venu"),
        ({"reasons_told_on": "16/11/2026"}, "précéder leur demande"),
        ({"next_on": "1/1/2026"}, "à venir"),
        ({"price_1": "0"}, "au-dessus de zéro"),
        ({"rank_1": "0"}, "commencent à 1"),
        ({"name_1": ""}, "De qui est cette offre"),
        ({"name_2": "BUROPLAN", "rank_2": "3"}, "déjà cité"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_lost(
    client: Client, company: Company, given: dict[str, str], words: str
) -> None:
    tender = make_tender(company)
    answer = client.post(url("result", tender), told(**given), **HTMX)
    said = answer.content.decode()
    assert (answer.status_code, words in said, "Votre délai a plu" in said) == (422, True, True)
    assert not TenderResult.objects.exists()


def test_a_private_buyer_owes_no_reasons(client: Client, company: Company) -> None:
    tender = make_tender(company, buyer="private")
    assert client.post(url("result", tender), told(), **HTMX).status_code == 204
    assert "n’est pas tenue de répondre" in shown(client, url("section", tender, "result"))


def test_the_thread_of_the_buyer_tells_questions_and_results(
    as_role: Callable[[Role], Client], company: Company
) -> None:
    manager = as_role(Role.MANAGER)
    tender = make_tender(company, "Mobilier des écoles")
    TenderQuestion.objects.create(tender=tender, question="Livraison à l’étage ?", asked_on=date(2026, 11, 9))
    manager.post(url("result", tender), told(), **HTMX)
    said = shown(manager, reverse("companies:record", args=[company.public_id]) + "?tab=timeline")
    page = said + shown(manager, reverse("companies:record", args=[company.public_id]))
    for words in ("Livraison à l’étage", "Appel d’offres, Perdu", "Votre délai a plu, pas le prix."):
        assert words in page


def test_search_finds_it_by_subject_and_reference(client: Client, company: Company) -> None:
    posted = {
        "name": "Signalétique des gymnases",
        "company": company.public_id,
        "buyer": "local",
        "need": "supplies",
        "reference": "2026-GRE-77",
    }
    assert client.post(reverse("tenders:create"), posted, **HTMX).status_code == 204
    for words in ("gymnases", "2026-GRE-77"):
        assert "Signalétique des gymnases" in shown(client, f"{reverse('search:results')}?q={words}")
