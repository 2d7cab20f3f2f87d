"""People at a customer's: created, gone to another company with a successor, opposed, erased."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.actions.company_create import create_company
from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


@pytest.fixture
def administrator(database: None) -> User:
    """Who may also erase a person."""
    return make_user(Role.ADMINISTRATOR, first_name="Isabelle", last_name="Faure")


@pytest.fixture
def house(administrator: User) -> Company:
    """A company, and Hélène who buys for it."""
    company = create_company(
        actor_for(administrator), values={"name": f"Biscuiterie {administrator.public_id}"}
    )
    make_contact(company, first_name="Hélène", last_name="Garnier", email=email_of(company))
    return company


def email_of(company: Company) -> str:
    """The address of Hélène in this company, like no other."""
    return f"helene.garnier@{company.public_id}.example"


def contact_url(contact: Contact) -> str:
    """The page of a person."""
    return f"/contacts/{contact.public_id}/"


def test_a_person_is_created_by_keys(
    signed_in_page: SignedIn, administrator: User, house: Company, axe: Axe
) -> None:
    page = signed_in_page(user=administrator)
    page.goto("/contacts/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("c")
    page.keyboard.press("c")
    expect(page.locator("#id_first_name")).to_be_focused()
    page.keyboard.type("Thomas")
    page.keyboard.press("Tab")
    page.keyboard.type("Vidal")
    page.keyboard.press("Tab")
    page.keyboard.type(house.name, delay=5)
    expect(page.locator("#company-choices")).to_contain_text(house.name)
    assert axe(page, also="new contact: ") == []
    page.locator("#id_phone").fill("0476")
    page.locator("#id_phone").press("Enter")
    expect(page.locator("#contact-form .field-error")).to_contain_text("Il manque des chiffres à « 0476 »")
    expect(page.locator("#id_last_name")).to_have_value("Vidal")
    page.locator("#id_phone").fill("04 76 95 10 11")
    page.locator("#id_phone").press("Enter")
    expect(page.locator("#contact-name")).to_have_text("Thomas Vidal")
    expect(page.locator("#contact-line")).to_contain_text(house.name)


def test_a_job_move_with_a_new_company_and_a_successor_then_undone(
    signed_in_page: SignedIn, administrator: User, house: Company, axe: Axe
) -> None:
    helene = Contact.objects.get(last_name="Garnier", posts__company=house)
    page = signed_in_page(user=administrator)
    page.goto(contact_url(helene))
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Changement de poste").last.click()
    new_name = f"Fromagerie {administrator.public_id}"
    page.locator("#id_company_name").type(new_name, delay=5)
    expect(page.locator("#company-choices")).to_contain_text(f"Créer « {new_name} »")
    page.locator("#id_function").fill("Directrice des achats")
    page.locator("#id_successor_first_name").fill("Paul")
    page.locator("#id_successor_last_name").fill("Lambert")
    assert axe(page, also="job move: ") == []
    page.get_by_role("button", name="Enregistrer le changement").click()
    expect(page.locator("#contact-line")).to_contain_text(new_name)
    expect(page.locator("#panel-posts")).to_contain_text("poste repris par Paul Lambert")
    undo = page.locator("n-toast .toast-undo")
    undo.hover()  # a notice that is pointed at stays
    there = Company.objects.get(name=new_name)
    other = page.context.new_page()
    for company, words in ((house, f"maintenant chez {new_name}"), (there, "Hélène Garnier")):
        other.goto(f"/companies/{company.public_id}/?tab=contacts")
        expect(other.locator("main")).to_contain_text(words)
    other.goto(f"/companies/{house.public_id}/?tab=contacts")
    expect(other.locator("main")).to_contain_text("Paul Lambert")
    undo.click()
    expect(page.locator("#contact-line")).to_contain_text(house.name)
    other.reload()
    expect(other.locator("main")).not_to_contain_text("Paul Lambert")
    expect(other.locator("main")).to_contain_text("Hélène Garnier")


def test_an_opposition_then_an_erasure(
    signed_in_page: SignedIn, administrator: User, house: Company, axe: Axe
) -> None:
    helene = Contact.objects.get(last_name="Garnier", posts__company=house)
    page = signed_in_page(user=administrator)
    page.goto(contact_url(helene))
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Noter une opposition").click()
    page.locator("#opposition-form").get_by_label("E-mail").check()
    page.locator("#opposition-form").get_by_label(re.compile("Comment")).fill("au téléphone")
    assert axe(page, also="opposition: ") == []
    page.get_by_role("button", name="Enregistrer l’opposition").click()
    expect(page.locator("#contact-ways s")).to_have_text("Écrire")
    page.get_by_label("Autres actions").click()
    page.get_by_role("link", name="Effacer la personne").click()
    page.locator("#id_reason").fill("demande reçue par courrier")
    page.locator("#id_typed_name").fill("Quelqu’un d’autre")
    page.get_by_role("button", name="Effacer pour toujours").click()
    expect(page.locator("#erasure-form .field-error")).to_be_visible()
    page.locator("#id_typed_name").fill("Hélène Garnier")
    assert axe(page, also="erasure: ") == []
    page.get_by_role("button", name="Effacer pour toujours").click()
    expect(page.locator("h1")).not_to_have_text("Hélène Garnier")
    assert not Contact.objects.filter(pk=helene.pk, last_name="Garnier").exists()
    traces = JournalEntry.objects.filter(subject_kind="contact", subject_id=helene.pk)
    assert not [entry.pk for entry in traces if "Garnier" in f"{entry.values} {entry.subject_name}"]
    page.goto(f"/search/all/?q={email_of(house)}")
    expect(page.locator("main .panel-list")).to_have_count(0)
