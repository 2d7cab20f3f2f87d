"""The tender of a deal: described, judged by the rules, its days counted, refused, kept from others."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Deal, Tender
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture(autouse=True)
def on_today(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """The program believes that it is Friday 20 November 2026."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return today if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Ville de Grenoble"), "Mobilier 2027", amount=Decimal(230_000))


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(make_user(Role.MANAGER, scope=Scope.ALL.value))
    return browser


def typed(**given: str) -> dict[str, str]:
    return {
        "reference": "2026-GRE-14",
        "stage": "consultation",
        "buyer": "local",
        "need": "supplies",
        "call": "open",
        "amount": "230 000",
        "published_on": "2/11/2026",
        "questions_until": "19/11/2026",
        "offers_until": "27/11/2026",
        "revision": "0",
        **given,
    }


def url(deal: Deal, name: str = "change") -> str:
    return reverse(f"tenders:{name}", args=[deal.public_id])


def shown(client: Client, deal: Deal) -> str:
    content = client.get(reverse("deals:panel", args=[deal.public_id, "tender"])).content.decode()
    return content.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_tender_is_described_judged_and_changed(client: Client, deal: Deal) -> None:
    assert "ne répond à aucun appel d’offres" in shown(client, deal)
    assert 'value="230000"' in client.get(url(deal), **HTMX).content.decode()
    answer = client.post(url(deal), typed(), **HTMX)
    assert (answer.status_code, "panel-tender" in answer.headers["HX-Trigger"]) == (204, True)
    said = shown(client, deal)
    for words in (
        "2026-GRE-14",
        "Procédure formalisée",
        "Avis européen (JOUE)",
        "dépassé depuis 1 jour",
        "dans 7 jours",
        # 30 days after 2 November is Wednesday 2 December.
        "précède la fin du délai minimal, le 2 déc. 2026 (jours manquants : 5)",
        "CCP art. R2161-2",
    ):
        assert words in said
    changed = typed(stage="selection", amount="", revision="1")
    assert client.post(url(deal), changed, **HTMX).status_code == 204
    assert client.post(url(deal), changed, **HTMX).status_code == 409
    said = shown(client, deal)
    assert "Donnez le montant du besoin" in said
    assert "dans 7 jours" not in said
    assert client.post(url(deal, "removal"), **HTMX).status_code == 204
    assert client.post(url(deal, "removal"), **HTMX).status_code == 204
    assert not Tender.objects.exists()
    verbs = JournalEntry.objects.filter(subject_kind="tender").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["created", "changed", "deleted"]


def test_the_way_to_the_calculation_carries_its_values(client: Client, deal: Deal) -> None:
    client.post(url(deal), typed(), **HTMX)
    panel = client.get(reverse("deals:panel", args=[deal.public_id, "tender"]))
    address = panel.content.decode().partition('href="/calculators/tender-procedure/')[2].partition('"')[0]
    page = client.get("/calculators/tender-procedure/" + address.replace("&amp;", "&"))
    assert page.context["outcome"].main.value == "Procédure formalisée"


def test_an_older_one_is_said_not_refused(client: Client, deal: Deal) -> None:
    given = typed(published_on="3/3/2025", questions_until="", offers_until="10/4/2025")
    assert client.post(url(deal), given, **HTMX).status_code == 204
    said = shown(client, deal)
    assert "Les seuils connus commencent le 1er janv. 2026" in said
    assert "dépassé depuis 589 jours" in said


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"buyer": ""}, "Choisissez le type d’acheteur"),
        ({"need": ""}, "Choisissez le type d’achat"),
        ({"amount": "0"}, "au-dessus de zéro"),
        ({"offers_until": "1/11/2026"}, "avant la publication de l’avis"),
        ({"questions_until": "28/11/2026"}, "au plus tard le jour des offres"),
        ({"offers_until": "27/11/2926"}, "n’est pas vraisemblable"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    client: Client, deal: Deal, given: dict[str, str], words: str
) -> None:
    answer = client.post(url(deal), typed(**given), **HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Tender.objects.exists()


def test_who_may_only_read_reads_and_a_stranger_gets_nothing(client: Client, deal: Deal) -> None:
    client.post(url(deal), typed(), **HTMX)
    reader, stranger = Client(), Client()
    reader.force_login(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    stranger.force_login(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    deal.company.owner_id = make_user().pk
    deal.company.save()
    assert "2026-GRE-14" in shown(reader, deal)
    assert url(deal) not in shown(reader, deal)
    for name in ("change", "removal"):
        assert reader.post(url(deal, name), typed(), **HTMX).status_code == 403
        assert stranger.post(url(deal, name), typed(), **HTMX).status_code == 404
    assert Tender.objects.get().revision == 1


def test_the_panel_alone_is_what_the_page_shows(client: Client, deal: Deal) -> None:
    client.post(url(deal), typed(), **HTMX)
    alone = client.get(reverse("deals:panel", args=[deal.public_id, "tender"])).content.decode()
    page = client.get(reverse("deals:deal", args=[deal.public_id]) + "?tab=preparation").content.decode()
    assert "2026-GRE-14" in page
    assert " ".join(alone.split()) in " ".join(page.split())
