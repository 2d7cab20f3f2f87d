"""Criteria, offers and the price that wins, on the page of a tender."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Tender, TenderCriterion, TenderGrid, TenderLot, TenderNote, TenderOffer
from tests.factories.identity import make_user
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def tender() -> Tender:
    return make_tender(name="Mobilier 2027", amount=Decimal(230_000), published_on=date(2026, 11, 2))


@pytest.fixture
def client() -> Client:
    return signed_in(Role.MANAGER)


def signed_in(role: Role, scope: Scope = Scope.ALL) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=scope.value))
    return browser


def url(tender: Tender, name: str, *more: str, lot: str = "") -> str:
    address = reverse(f"tender_grid:{name}", args=[tender.public_id, *more])
    return f"{address}?lot={lot}" if lot else address


def plain(content: bytes) -> str:
    return content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def section(client: Client, tender: Tender, key: str) -> str:
    return plain(client.get(reverse("tenders:section", args=[tender.public_id, key])).content)


def typed_criteria(*lines: str, revision: int = 0) -> dict[str, str]:
    """Lines such as « Prix 40 prix », « Méthode 20 sous »."""
    given = {"count": str(len(lines)), "revision": str(revision)}
    for number, line in enumerate(lines, start=1):
        name, weight, *marks = line.split()
        given |= {f"name-{number}": name, f"weight-{number}": weight}
        given |= {f"price-{number}": "on"} if "prix" in marks else {}
        given |= {f"part-{number}": "on"} if "sous" in marks else {}
    return given


def make_grid(tender: Tender, lot: TenderLot | None = None, rivals: int = 1) -> TenderGrid:
    """Price 40, technique 60; 100 000 € and 8.5 for us, 95 000 € and 8 for each of the others."""
    grid = TenderGrid.objects.create(tender=tender, lot=lot, revision=1)
    TenderCriterion.objects.create(grid=grid, position=0, name="Prix", weight=40, is_price=True)
    technique = TenderCriterion.objects.create(grid=grid, position=1, name="Technique", weight=60)
    ours = TenderOffer.objects.create(grid=grid, name="-", is_ours=True, price=100_000)
    offers = [(ours, "8.5")]
    for number in range(rivals):
        rival = TenderOffer.objects.create(grid=grid, name=f"Alpha{number or ''}", price=95_000)
        offers.append((rival, "8"))
    for offer, note in offers:
        TenderNote.objects.create(offer=offer, criterion=technique, note=Decimal(note))
    return grid


def test_from_the_first_criterion_to_the_price_that_wins(client: Client, tender: Tender) -> None:
    assert "Décrivez d’abord les critères" in section(client, tender, "winning")
    answer = client.post(url(tender, "criteria"), typed_criteria("Prix 40 prix", "Technique 50"), **HTMX)
    assert (answer.status_code, "panel-tender-grid" in answer.headers["HX-Trigger"]) == (204, True)
    assert "il manque 10 points pour faire 100" in section(client, tender, "grid")
    assert "il manque 10 points pour faire 100" in section(client, tender, "winning")
    keys = dict(TenderCriterion.objects.order_by().values_list("name", "public_id"))
    mended = typed_criteria("Prix 40 prix", "Technique 60", revision=1)
    mended |= {"key-1": keys["Prix"], "key-2": keys["Technique"]}
    assert client.post(url(tender, "criteria"), mended, **HTMX).status_code == 204
    assert dict(TenderCriterion.objects.order_by().values_list("name", "public_id")) == keys
    note = f"note-{keys['Technique']}"
    ours = TenderOffer.objects.get(is_ours=True)
    given = {"price": "100 000", note: "8,5", "revision": "2"}
    assert client.post(url(tender, "offer", ours.public_id), given, **HTMX).status_code == 204
    assert "Aucun concurrent" in section(client, tender, "winning")
    rival = {"name": "Alpha", "price": "95 000", note: "8", "revision": "3"}
    assert client.post(url(tender, "offer_new"), rival, **HTMX).status_code == 204
    said = section(client, tender, "grid")
    # 0.4 × 9.50 + 0.6 × 8.5 against 0.4 × 10 + 0.6 × 8.
    for words in ("8,900", "8,800", "95 000,00 €"):
        assert words in said
    # 95 000 × 4 ÷ (4 − 0.3): the cent below ties no more.
    assert "102 702,70 €" in section(client, tender, "winning")
    entries = JournalEntry.objects.filter(subject_kind="tender").order_by("pk")
    assert [sorted(each.values) for each in entries] == [
        ["award_criteria"],
        ["award_criteria"],
        ["award_offer"],
        ["award_offer"],
    ]


@pytest.mark.asked_already
def test_a_price_looked_at_is_judged_and_kept_nowhere(client: Client, tender: Tender) -> None:
    make_grid(tender)
    said = plain(client.get(url(tender, "price") + "?price=103000").content)
    assert ("103 000,00 €" in said, "rang 2 sur 2" in said) == (True, True)
    assert "rang 1 sur 2" in plain(client.get(url(tender, "price") + "?typed=102+702,70").content)
    for wrong in ("?price=0", "?price=-5", "?price=abc", "?typed=abc", "?price=9999999999999999", ""):
        assert client.get(url(tender, "price") + wrong).status_code == 200
    assert TenderOffer.objects.get(is_ours=True).price == 100_000


def test_margins_are_for_who_reads_them(client: Client, tender: Tender) -> None:
    make_grid(tender)
    given = {"method": "classic", "highest": "10", "slope": "2", "cost": "82 000", "revision": "1"}
    assert client.post(url(tender, "scale"), given, **HTMX).status_code == 204
    said = section(client, tender, "winning")
    assert ("20 702,70 €" in said, "20,2 %" in said) == (True, True)
    marketing = signed_in(Role.MARKETING)
    said = section(marketing, tender, "winning")
    assert ("Marge" in said, "102 702,70 €" in said) == (False, True)
    assert "Marge" not in plain(marketing.get(url(tender, "price")).content)
    assert "cost" not in plain(marketing.get(url(tender, "scale"), **HTMX).content)
    marketing.post(url(tender, "scale"), {**given, "cost": "1", "revision": "2"}, **HTMX)
    assert TenderGrid.objects.get().cost == 82_000


def test_two_people_change_one_comparison(client: Client, tender: Tender) -> None:
    make_grid(tender)
    given = {"name": "Bêta", "price": "90 000", "revision": "1"}
    assert client.post(url(tender, "offer_new"), given, **HTMX).status_code == 204
    late = client.post(url(tender, "offer_new"), {**given, "name": "Gamma"}, **HTMX)
    assert (late.status_code, "cette fiche entre-temps" in plain(late.content)) == (409, True)
    assert 'value="Gamma"' in plain(late.content)
    assert sorted(TenderOffer.objects.filter(is_ours=False).values_list("name", flat=True)) == [
        "Alpha",
        "Bêta",
    ]


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("criteria", typed_criteria("Prix 140 prix", revision=1), "de 100 au plus"),
        ("criteria", typed_criteria("Prix 40 prix", "Coût 60 prix", revision=1), "Un seul critère est celui"),
        ("scale", {"method": "lowest", "highest": "10", "slope": "1"}, "au-dessus de 1"),
        ("scale", {"method": "classic", "highest": "8"}, "Une note donnée va jusqu’à 8.5"),
        ("offer_new", {"name": "Bêta", "price": "0"}, "Un prix de zéro ne se note pas"),
        ("offer_new", {"name": "ALPHA"}, "Une offre porte déjà ce nom"),
        ("offer_new", {"name": "nous"}, "celui de notre offre"),
        ("offer_new", {"name": ""}, "Donnez le nom de l’offre"),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(
    client: Client, tender: Tender, name: str, given: dict[str, str], words: str
) -> None:
    make_grid(tender)
    answer = client.post(url(tender, name), {"revision": "1", **given}, **HTMX)
    assert (answer.status_code, words in plain(answer.content)) == (422, True)
    assert TenderGrid.objects.get().revision == 1


@pytest.mark.asked_already
def test_a_criterion_without_notes_is_named(client: Client, tender: Tender) -> None:
    make_grid(tender)
    TenderNote.objects.all().delete()
    assert "« Technique » n’a aucune note" in section(client, tender, "grid")
    assert "Il manque notre note sur « Technique »" in section(client, tender, "winning")


def test_a_lot_is_compared_apart(client: Client, tender: Tender) -> None:
    given = {"number": "1", "name": "Chaises", "amount": "70 000", "is_answered": "on", "revision": "0"}
    assert client.post(url(tender, "lot_new"), given, **HTMX).status_code == 204
    twice = client.post(url(tender, "lot_new"), {**given, "amount": "0"}, **HTMX)
    assert (twice.status_code, "ne s’estime pas à zéro" in plain(twice.content)) == (422, True)
    lot = TenderLot.objects.get()
    make_grid(tender, lot)
    said = plain(client.get(url(tender, "page", lot=lot.public_id)).content)
    assert ("102 702,70 €" in said, "Lot 1, Chaises" in said) == (True, True)
    assert "Décrire les critères" in section(client, tender, "grid")
    alone = client.get(url(tender, "part", "grid", lot=lot.public_id))
    assert " ".join(plain(alone.content).split()) in " ".join(said.split())
    lots = section(client, tender, "lots")
    assert ("petit lot" in lots, "le besoin entier est de 230 000,00 €" in lots) == (False, True)
    other = make_tender()
    assert client.get(url(other, "page", lot=lot.public_id)).status_code == 404
    assert client.get(url(other, "lot", lot.public_id)).status_code == 404
    assert client.post(url(tender, "lot_removal", lot.public_id), **HTMX).status_code == 204
    assert not TenderGrid.objects.exists()


def test_small_lots_are_marked(client: Client, tender: Tender) -> None:
    for number, amount in enumerate((190_000, 40_000), start=1):
        TenderLot.objects.create(tender=tender, number=number, name=f"Lot {number}", amount=amount)
    said = section(client, tender, "lots")
    assert (said.count("petit lot"), "CCP art. R2123-1" in said) == (1, True)


@pytest.mark.asked_already
def test_who_only_reads_changes_nothing_and_a_stranger_sees_nothing(tender: Tender) -> None:
    grid = make_grid(tender)
    rival = grid.offers.get(is_ours=False)
    reader, stranger = signed_in(Role.READ_ONLY), signed_in(Role.SALESPERSON, Scope.OWN)
    tender.company.owner_id = make_user().pk
    tender.company.save()
    said = section(reader, tender, "grid")
    assert ("95 000,00 €" in said, url(tender, "criteria") in said) == (True, False)
    for name, more in (("criteria", ()), ("scale", ()), ("offer_new", ()), ("offer", (rival.public_id,))):
        assert reader.post(url(tender, name, *more), {}, **HTMX).status_code == 403
        assert stranger.post(url(tender, name, *more), {}, **HTMX).status_code == 404
    assert stranger.get(url(tender, "price")).status_code == 404


def test_the_tab_asks_the_same_number_of_questions_of_one_rival_and_of_three(client: Client) -> None:
    counts = []
    for rivals in (1, 3):
        tender = make_tender()
        make_grid(tender, rivals=rivals)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(reverse("tenders:tender", args=[tender.public_id]) + "?tab=price")
        counts.append(len(asked))
        alone = section(client, tender, "grid")
        assert " ".join(alone.split()) in " ".join(plain(page.content).split())
    assert counts[0] == counts[1]


@pytest.mark.asked_already
def test_a_price_list_is_pasted_and_costed_by_scenario(client: Client, tender: Tender) -> None:
    pasted = "Ligne\tNous\tAlpha\tQté A\tQté B\nFilm\t12,40\t13\t500\t10\nCarton\t86\t80\t40\t400"
    given = {"lines": pasted, "revision": "0"}
    assert client.post(url(tender, "simulation"), given, **HTMX).status_code == 204
    said = section(client, tender, "simulation")
    # 12.40 × 500 + 86 × 40 against 13 × 500 + 80 × 40, then 124 + 34,400 against 130 + 32,000.
    for words in ("9 640,00 €", "9 700,00 €", "34 524,00 €", "32 130,00 €", "n'est pas le même selon"):
        assert words in said.replace("’", "'")
    assert "Film\t12,4\t13\t500\t10" in plain(client.get(url(tender, "simulation"), **HTMX).content)
    wrong = client.post(url(tender, "simulation"), {"lines": "Film\t3", "revision": "1"}, **HTMX)
    assert (wrong.status_code, "La première ligne nomme les colonnes" in plain(wrong.content)) == (422, True)
    missing = {"lines": "L\tNous\tAlpha\tQté A\nFilm\t3\t\t1", "revision": "1"}
    assert client.post(url(tender, "simulation"), missing, **HTMX).status_code == 204
    assert "« Film » n’a pas de prix chez Alpha" in section(client, tender, "simulation")
    reader = signed_in(Role.READ_ONLY)
    assert reader.post(url(tender, "simulation"), given, **HTMX).status_code == 403


@pytest.mark.asked_already
def test_every_dialog_opens(client: Client, tender: Tender) -> None:
    grid = make_grid(tender)
    lot = TenderLot.objects.create(tender=tender, number=1, name="Chaises")
    rival, ours = grid.offers.get(is_ours=False), grid.offers.get(is_ours=True)
    for address in (
        url(tender, "criteria"),
        url(tender, "criteria", lot=lot.public_id),
        url(tender, "scale"),
        url(tender, "scale", lot=lot.public_id),
        url(tender, "offer_new"),
        url(tender, "offer_new", lot=lot.public_id),
        url(tender, "offer", rival.public_id),
        url(tender, "offer", ours.public_id),
        url(tender, "simulation"),
        url(tender, "lot_new"),
        url(tender, "lot", lot.public_id),
    ):
        assert client.get(address, **HTMX).status_code == 200
    guarded = {"name": "Alpha, tenue par un alcoolique", "revision": "1"}
    answer = client.post(url(tender, "offer_new"), guarded, **HTMX)
    assert (answer.status_code, "Raison de garder ce texte" in plain(answer.content)) == (422, True)


def test_the_page_reads_a_comparison_once_for_all_its_sections(client: Client, tender: Tender) -> None:
    make_grid(tender)
    page = reverse("tenders:tender", args=[tender.public_id]) + "?tab=price"
    with CaptureQueriesContext(connection) as asked:
        shown = plain(client.get(page).content)
    assert ("Quel prix gagne" in shown, "Comparaison des offres" in shown) == (True, True)
    assert sum('FROM "negotiation_tendergrid"' in each["sql"] for each in asked.captured_queries) == 1
