"""The library of pitches, and the pitch of a deal: chosen, put in order, told in its own words."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Deal, PitchBlock, PitchPiece
from negoce.negotiation.people_data.pitch import PITCH_PEOPLE
from negoce.portfolio.models import Testimonial as Said
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_user
from tests.factories.orders import make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PROMISE = {"part": "promise", "title": "Zéro casse", "words": "Vos lignes ne s’arrêtent plus.", "sector": ""}


def browser_of(role: Role = Role.MANAGER) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value))
    return browser


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors", activity_code="10.51A"), "Films 2027")


def block(**fields: object) -> PitchBlock:
    return PitchBlock.objects.create(**{**PROMISE, **fields})


def url(deal: Deal, name: str, *more: object) -> str:
    return reverse(f"deal_pitch:{name}", args=[deal.public_id, *more])


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def told(deal: Deal) -> list[str]:
    return [each.name for each in PitchPiece.objects.filter(deal=deal).order_by("position", "pk")]


def test_the_library_is_written_found_changed_and_emptied() -> None:
    browser, product, listed = browser_of(), make_product(), reverse("pitches:list")
    assert "Aucun bloc" in page_of(browser, listed)
    refused = browser.post(reverse("pitches:new"), {"product": "none of that", "sector": "4"}, headers=HTMX)
    said = refused.content.decode()
    wanted = (
        "partie du pitch.",
        "Donnez-lui un titre",
        "Écrivez ce qui se dit",
        "deux chiffres",
        "cette référence",
    )
    assert (refused.status_code, [part in said for part in wanted]) == (422, [True] * 5)
    guarded = browser.post(
        reverse("pitches:new"), {**PROMISE, "words": "Mme Roux est enceinte"}, headers=HTMX
    )
    assert (guarded.status_code, "Raison de garder ce texte" in guarded.content.decode()) == (422, True)
    typed = {**PROMISE, "product": product.code, "sector": "10"}
    assert browser.post(reverse("pitches:new"), typed, headers=HTMX).status_code == 204
    row = PitchBlock.objects.get()
    assert (row.product, row.sector, row.revision) == (product, "10", 0)
    assert ("ne s’arrêtent plus" in page_of(browser, listed), "APE 10" in page_of(browser, listed)) == (
        True,
        True,
    )
    assert "Zéro casse" in page_of(browser, f"{listed}?part=promise&q=ZERO")
    assert "Aucun bloc ne répond" in page_of(browser, f"{listed}?part=course")
    change = reverse("pitches:change", args=[row.public_id])
    values = {**PROMISE, "title": "Aucune casse", "revision": "0"}
    assert browser.post(change, values, headers=HTMX).status_code == 204
    assert browser.post(change, values, headers=HTMX).status_code == 409
    assert browser.post(reverse("pitches:removal", args=[row.public_id]), headers=HTMX).status_code == 204
    assert "Aucun bloc" in page_of(browser, listed)
    verbs = (
        JournalEntry.objects.filter(subject_kind="pitch_block").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "changed", "deleted"]


def test_who_only_reads_writes_nothing(deal: Deal) -> None:
    row, browser = block(), browser_of(Role.READ_ONLY)
    piece = PitchPiece.objects.create(deal=deal, block=row, part="promise")
    assert "Zéro casse" in page_of(browser, reverse("pitches:list"))
    assert "Composer" not in page_of(browser, url(deal, "page"))
    for address in (
        reverse("pitches:new"),
        reverse("pitches:change", args=[row.public_id]),
        reverse("pitches:removal", args=[row.public_id]),
        url(deal, "adding"),
        url(deal, "new", "promise"),
        url(deal, "piece", piece.public_id),
        url(deal, "place", piece.public_id),
        url(deal, "removal", piece.public_id),
        url(deal, "citing", "abcdefghjkmn"),
    ):
        assert (address, browser.post(address, PROMISE).status_code) == (address, 403)
    assert (told(deal), PitchBlock.objects.get().withdrawn_at) == (["Zéro casse"], None)


def test_a_pitch_is_composed_of_what_suits_put_in_order_and_spoken(deal: Deal) -> None:
    browser = browser_of()
    block(title="Général"), block(title="Laiteries", sector="10"), block(title="Bois", sector="16")
    block(title="Livraison", part="services"), block(title="D’un produit", product=make_product())
    answer = browser.post(url(deal, "adding"), headers=HTMX)
    assert (answer.status_code, "panel-pitch" in answer.headers["HX-Trigger"]) == (204, True)
    assert told(deal) == ["Laiteries", "Livraison"]
    browser.post(url(deal, "adding"), headers=HTMX)
    general = PitchBlock.objects.get(title="Général")
    for _twice in range(2):
        browser.post(url(deal, "adding"), {"block": general.public_id}, headers=HTMX)
    assert told(deal) == ["Laiteries", "Livraison", "Général"]
    last = PitchPiece.objects.get(block=general)
    browser.post(url(deal, "place", last.public_id), {"to": "up"}, headers=HTMX)
    browser.post(url(deal, "place", last.public_id), {"to": "up"}, headers=HTMX)
    assert told(deal) == ["Général", "Livraison", "Laiteries"]
    page = page_of(browser, url(deal, "page"))
    assert ("Dire plus tôt : Laiteries" in page, "Bois" in page, "≈ 10 s" in page) == (True, False, True)
    spoken = page_of(browser, url(deal, "speaking"))
    assert spoken.index("Promesse") < spoken.index("Services")
    panel = page_of(browser, reverse("deals:panel", args=[deal.public_id, "pitch"]))
    assert ("15 mots, à 130 mots par minute" in panel, "Général" in panel) == (True, True)
    assert "Promesse · Général" in page_of(browser, reverse("preparation:page", args=[deal.public_id]))
    browser.post(url(deal, "removal", last.public_id), headers=HTMX)
    assert told(deal) == ["Livraison", "Laiteries"]


def test_words_of_a_deal_leave_the_block_as_it_is(deal: Deal) -> None:
    browser, row = browser_of(), block()
    browser.post(url(deal, "adding"), {"block": row.public_id}, headers=HTMX)
    piece = PitchPiece.objects.get()
    address = url(deal, "piece", piece.public_id)
    form = browser.get(address, headers=HTMX).content.decode()
    assert form.count("ne s’arrêtent plus") == 2
    own = {"title": "Zéro casse", "words": "La ligne 3 ne s’arrête plus.", "revision": "0"}
    assert browser.post(address, own, headers=HTMX).status_code == 204
    assert browser.post(address, {**own, "words": "Autre"}, headers=HTMX).status_code == 409
    assert browser.post(address, {"words": "", "revision": "1"}, headers=HTMX).status_code == 422
    piece.refresh_from_db()
    row.refresh_from_db()
    assert (piece.words, piece.title, row.words) == (own["words"], "", PROMISE["words"])
    assert "adapté" in page_of(browser, url(deal, "page"))
    back = {"title": "Zéro casse", "words": PROMISE["words"], "revision": "1"}
    assert browser.post(address, back, headers=HTMX).status_code == 204
    piece.refresh_from_db()
    assert (piece.words, piece.said) == ("", PROMISE["words"])
    browser.post(reverse("pitches:removal", args=[row.public_id]), headers=HTMX)
    assert "ne s’arrêtent plus" in page_of(browser, url(deal, "speaking"))
    assert (
        browser.post(
            url(deal, "new", "course"), {"words": "Puis…", "revision": "0"}, headers=HTMX
        ).status_code
        == 204
    )
    assert browser.get(url(deal, "new", "nothing")).status_code == 404
    assert list(PitchPiece.objects.order_by("position").values_list("part", flat=True)) == [
        "promise",
        "course",
    ]


def test_customers_of_the_sector_who_said_it_in_public_may_be_cited(deal: Deal) -> None:
    browser = browser_of()
    for name, code in (("Fromagerie Gaux", "10.51C"), ("Scierie Roux", "16.10A")):
        Said.objects.create(
            company=make_company(name, activity_code=code), published_on=date(2026, 3, 3), place="Le Lait"
        )
    page = page_of(browser, url(deal, "page"))
    assert ("Citer : Fromagerie Gaux" in page, "Scierie Roux" in page) == (True, False)
    known = Said.objects.get(company__name="Fromagerie Gaux")
    assert browser.post(url(deal, "citing", known.public_id), headers=HTMX).status_code == 204
    assert "l’a dit publiquement : Le Lait, le 3 mars 2026" in page_of(browser, url(deal, "speaking"))
    other = Said.objects.get(company__name="Scierie Roux")
    assert browser.post(url(deal, "citing", other.public_id), headers=HTMX).status_code == 404


def test_a_name_leaves_the_library_and_the_deals(deal: Deal) -> None:
    person = make_contact(deal.company)
    row = block(words="Comme le dit Mme Martin")
    PitchPiece.objects.create(deal=deal, part="promise", words="Mme Martin le sait")
    assert PITCH_PEOPLE.erase is not None
    assert PITCH_PEOPLE.house is not None
    crowd = erasing(person.pk, "Mme Martin", "[personne]")
    assert (PITCH_PEOPLE.erase(crowd), PITCH_PEOPLE.house(crowd)) == (1, 1)
    row.refresh_from_db()
    assert (row.words, PitchPiece.objects.get().words) == ("Comme le dit [personne]", "[personne] le sait")


def test_the_pages_cost_the_same_for_three(deal: Deal, queries: Queries) -> None:
    browser = browser_of()

    def make() -> None:
        row = block(product=make_product())
        PitchPiece.objects.create(deal=deal, block=row, part="promise")
        block(title="Autre", part="services")

    def read() -> None:
        page_of(browser, url(deal, "page"))
        page_of(browser, reverse("pitches:list"))
        page_of(browser, url(deal, "speaking"))

    queries.same(make, read)
