"""An expected objection is heard, answered and overcome; a display is lent from the deal and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import (
    AidHandout,
    AidPlace,
    AidStock,
    Objection,
    ObjectionAnswer,
    ObjectionExpected,
    ObjectionHeard,
    SalesAid,
)
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_an_objection_is_heard_and_overcome(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    company = make_company("Laiterie des Sources")
    deal, person = (
        make_deal(company, "Films 2027"),
        make_contact(company, first_name="Hélène", last_name="Roy"),
    )
    row = Objection.objects.create(words="C’est trop cher", subject="price")
    ObjectionAnswer.objects.create(objection=row, technique="division", words="Ramenez à la palette")
    ObjectionExpected.objects.create(deal=deal, objection=row)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=preparation")
    expected = page.locator("#panel-expected")
    expect(expected).to_contain_text("Ramenez à la palette")
    assert axe(page) == []
    pictures(page, "objections-expected")
    expected.get_by_role("link", name="Entendue").click()
    form = page.locator("#heard-form")
    form.get_by_label("Mots entendus").fill("30 de plus qu’en face")
    form.get_by_label("Dits par").select_option(person.public_id)
    form.get_by_label("Nature de l’objection").select_option("tactical")
    expect(form).to_contain_text("rien sans contrepartie")
    expect(form.get_by_label("Mots entendus")).to_have_value("30 de plus qu’en face")
    form.get_by_label("Réponse donnée").select_option(label="Ramenez à la palette")
    form.get_by_role("button", name="Enregistrer").click()
    expect(expected).to_contain_text("Dite ici, elle demeure")
    page.goto(f"/deals/{deal.public_id}/?tab=bargaining")
    heard = page.locator("#panel-heard")
    expect(heard).to_contain_text("1 à lever")
    heard.get_by_role("button", name="Levée").click()
    expect(heard).not_to_contain_text("à lever")
    assert axe(page) == []
    kept = ObjectionHeard.objects.get()
    assert (kept.outcome, kept.contact, kept.answer is not None) == ("overcome", person, True)


def test_a_display_is_lent_from_the_deal_and_comes_back(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027")
    aid = SalesAid.objects.create(kind="display", name="Présentoir", is_lent=True)
    place = AidPlace.objects.create(name="Réserve", name_key="reserve")
    AidStock.objects.create(aid=aid, place=place, quantity=3)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=preparation")
    panel = page.locator("#panel-aids")
    panel.get_by_label("Aide à emporter").select_option(label="Présentoir")
    panel.get_by_role("button", name="Ajouter", exact=True).click()
    panel.get_by_role("link", name="Remettre : Présentoir").click()
    form = page.locator("#handout-form")
    form.get_by_role("button", name="Remettre").click()
    expect(form).to_contain_text("Donnez le jour où le récupérer")
    form.get_by_label("À récupérer le").fill(f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}")
    form.get_by_role("button", name="Remettre").click()
    expect(panel).to_contain_text("1 en prêt ici")
    panel.get_by_role("link", name="Retour : Présentoir").click()
    page.locator("#back-form").get_by_role("button", name="Enregistrer").click()
    expect(panel).not_to_contain_text("en prêt ici")
    page.goto(f"/aids/{aid.public_id}/")
    expect(page.get_by_role("main")).to_contain_text("1 rendu")
    assert axe(page) == []
    pictures(page, "sales-aid")
    assert (AidStock.objects.get().quantity, AidHandout.objects.get().outside) == (3, 0)
