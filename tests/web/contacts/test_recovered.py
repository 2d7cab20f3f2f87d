"""A person recovered from a signature, a profile or a file of cards: guessed, compared, then kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import Company, Contact, ImportRun
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
CARDS = (
    b"BEGIN:VCARD\nVERSION:3.0\nN:Leroy;Anne\nORG:Fromagerie Aubin\nEMAIL:anne@aubin.example\nEND:VCARD\n"
    b"BEGIN:VCARD\nVERSION:2.1\nN:Garnier;Paul\nORG:Laiterie connue\nTEL;CELL:06 12 34 56 78\nEND:VCARD\n"
)


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def _text(response: object) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())  # type: ignore[attr-defined]


def _given(response: object) -> dict[str, str]:
    """What the form of a new person is filled in with, hidden inputs among them."""
    page = response.content.decode().split('id="contact-form"')[1]  # type: ignore[attr-defined]
    inputs = re.findall(r"<input[^>]*>", page.split("</form>")[0])
    pairs = (
        re.search(r'name="(\w+)"', each) and re.findall(r'(?:name|value)="([^"]*)"', each) for each in inputs
    )
    radios = {"company", "csrfmiddlewaretoken"}
    return {pair[0]: pair[1] for pair in pairs if pair and len(pair) == 2 and pair[0] not in radios}


def test_a_signature_fills_in_the_form_of_a_new_person(browser: Client) -> None:
    url = reverse("contacts:recovered")
    assert url in _text(browser.get(reverse("contacts:create"), headers=HTMX))
    assert browser.get(url, headers=HTMX).status_code == 200
    pasted = "Anne LEROY\nAcheteuse\nFromagerie Aubin\nanne.leroy@aubin.example\n06 12 34 56 78"
    done = browser.post(url, {"pasted": pasted, "origin": "Salon de Laval"}, headers=HTMX)
    assert _given(done) == {
        "first_name": "Anne",
        "last_name": "Leroy",
        "function": "Acheteuse",
        "email": "anne.leroy@aubin.example",
        "mobile": "06 12 34 56 78",
        "company_name": "Fromagerie Aubin",
        "information_source": "signature d’un message · Salon de Laval",
    }
    known = make_contact(first_name="Anne", last_name="Leroy", email="anne.leroy@aubin.example")
    page = _text(browser.post(url, {"pasted": pasted}, headers=HTMX))
    # Whoever is in the file already is told before anything is written.
    assert f"/contacts/{known.public_id}/" in page
    assert Contact.objects.count() == 1


def test_a_profile_gives_its_address_and_the_name_of_its_slug(browser: Client) -> None:
    home = make_company("Fromagerie Aubin")
    pasted = {"pasted": "https://www.linkedin.com/in/anne-leroy-4b2a91/?x=1"}
    done = browser.post(reverse("contacts:recovered"), pasted, headers=HTMX)
    given = _given(done)
    assert given["linkedin"] == "https://www.linkedin.com/in/anne-leroy-4b2a91"
    typed = {**given, "company_name": home.name, "company": home.public_id}
    browser.post(reverse("contacts:create"), typed, headers=HTMX)
    person = Contact.objects.get()
    assert (person.full_name, person.linkedin) == ("Anne Leroy", given["linkedin"])
    assert person.information_source.startswith("profil LinkedIn https://")


def test_what_tells_nothing_is_refused(browser: Client) -> None:
    refused = browser.post(reverse("contacts:recovered"), {"pasted": "bonjour"}, headers=HTMX)
    assert (refused.status_code, "Rien ne s’y reconnaît" in _text(refused)) == (422, True)
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    assert reader.get(reverse("contacts:recovered")).status_code == 403


def test_cards_are_imported_as_a_table_with_known_people_recognised(browser: Client) -> None:
    known = make_company("Laiterie connue")
    file = SimpleUploadedFile("salon.vcf", CARDS, content_type="text/vcard")
    answer = browser.post(reverse("imports:new"), {"file": file})
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == reverse("imports:detail", args=[run.public_id])
    assert (run.target, run.file.name) == ("contacts", "salon.vcf")
    page = _text(browser.get(answer.headers["Location"]))
    assert [word for word in ("Encodage", "Séparateur", "Ligne d’en-tête") if word in page] == []
    assert ("anne@aubin.example" in page, "Fichier et licence" in page) == (True, True)
    start_import(make_actor(), run)
    work_off()
    people = Contact.objects.order_by("pk").values_list("last_name", "company__name", "mobile")
    assert list(people) == [("Leroy", "Fromagerie Aubin", ""), ("Garnier", known.name, "+33612345678")]


def test_a_file_of_cards_without_anybody_is_refused(browser: Client) -> None:
    file = SimpleUploadedFile("vide.vcf", b"BEGIN:VCARD\nEND:VCARD\n")
    refused = browser.post(reverse("imports:new"), {"file": file})
    assert (refused.status_code, ImportRun.objects.count()) == (422, 0)
    assert "Aucune carte de visite" in _text(refused)


def test_a_salesperson_brings_one_card_in() -> None:
    seller = Client()
    seller.force_login(make_user(Role.SALESPERSON))
    url, one = reverse("contacts:recovered"), CARDS.split(b"BEGIN:")
    assert seller.get(reverse("imports:new")).status_code == 403
    assert "Carte ou signature" in _text(seller.get(reverse("lists:contacts")))
    card = SimpleUploadedFile("paul.vcf", b"BEGIN:" + one[2])
    done = seller.post(url, {"card": card, "origin": "Salon de Laval"}, headers=HTMX)
    assert _given(done) == {
        "first_name": "Paul",
        "last_name": "Garnier",
        "mobile": "06 12 34 56 78",
        "company_name": "Laiterie connue",
        "information_source": "carte de visite · Salon de Laval",
    }
    pasted = seller.post(url, {"pasted": (b"BEGIN:" + one[1]).decode()}, headers=HTMX)
    assert _given(pasted)["last_name"] == "Leroy"


def test_a_card_of_a_company_that_is_not_in_the_file_creates_both_or_neither() -> None:
    seller, client = make_user(Role.SALESPERSON), Client()
    client.force_login(seller)
    card = b"BEGIN:VCARD\nN:Durand;Elodie\nORG:Atelier Onze\nADR:;;2 rue du Port;Lyon;;69003;\nEND:VCARD\n"
    file = SimpleUploadedFile("elodie.vcf", card)
    shown = client.post(reverse("contacts:recovered"), {"card": file}, headers=HTMX)
    assert 'value="new" checked' in _text(shown)
    given, url = {**_given(shown), "company": "new"}, reverse("contacts:create")
    refused = client.post(url, {**given, "email": "elodie"}, headers=HTMX)
    assert (refused.status_code, Company.objects.count(), _given(refused)["company_city"]) == (422, 0, "Lyon")
    assert 'value="new" checked' in _text(refused)
    client.post(url, given, headers=HTMX)
    person = Contact.objects.select_related("company").get()
    home = person.company
    assert (person.full_name, home.name, home.postal_code, home.city, home.owner) == (
        *("Elodie Durand", "Atelier Onze", "69003", "Lyon", seller),
    )
    # A company of that name is in the file now: it is pressed, and the next card of it creates none.
    again = client.post(reverse("contacts:recovered"), {"pasted": card.decode()}, headers=HTMX)
    assert f'value="{home.public_id}" checked' in _text(again)
    nobody = {**given, "company": "", "company_name": "Atelier Douze"}
    assert (client.post(url, nobody, headers=HTMX).status_code, Company.objects.count()) == (422, 1)


def test_a_few_cards_are_taken_one_after_the_other_and_many_are_a_file(browser: Client) -> None:
    url = reverse("contacts:recovered")
    page = _text(browser.post(url, {"card": SimpleUploadedFile("deux.vcf", CARDS)}, headers=HTMX))
    assert ("Anne Leroy" in page, "Paul Garnier" in page, page.count("chosen_card")) == (True, True, 2)
    chosen = {"chosen_card": "1", "last_name": "Garnier", "first_name": "Paul", "company_name": "Aubin"}
    alone = browser.post(url, chosen)
    assert (_given(alone)["last_name"], "card" in alone.request["QUERY_STRING"]) == ("Garnier", False)
    for content in (CARDS * 11, b"bonjour"):
        refused = browser.post(url, {"card": SimpleUploadedFile("x.vcf", content)}, headers=HTMX)
        assert refused.status_code == 422
    assert Contact.objects.count() == 0


def test_a_card_without_a_name_is_shown_and_its_row_has_a_reason(browser: Client) -> None:
    nameless = b"BEGIN:VCARD\nORG:Moulin Vert\nTEL:02 99 00 00 00\nEND:VCARD\n"
    card = SimpleUploadedFile("trois.vcf", CARDS + nameless)
    page = _text(browser.post(reverse("contacts:recovered"), {"card": card}, headers=HTMX))
    assert ("02 99 00 00 00" in page, page.count("chosen_card")) == (True, 3)
    file = SimpleUploadedFile("salon.vcf", CARDS + nameless)
    browser.post(reverse("imports:new"), {"file": file})
    run = ImportRun.objects.get()
    start_import(make_actor(), run)
    work_off()
    run.refresh_from_db()
    assert (Contact.objects.count(), run.created_count, run.refused_count) == (2, 2, 1)
    assert list(run.issues.order_by("pk").values_list("row_number", "code")) == [(4, "row.no_person")]
