"""A message: written to a person, read before it leaves, followed, kept from leaving."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from negoce.companies.models import Contact
from negoce.identity.enums import Role
from tests.factories.companies import make_company, make_contact

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_message_is_written_followed_and_kept_back(signed_in_page: SignedIn, axe: Axe) -> None:
    contact = make_reader()
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/contacts/{contact.public_id}/")
    page.get_by_label("Autres actions").click()
    page.get_by_role("link", name="Envoyer un message").click()
    dialog = page.get_by_role("dialog")
    text = dialog.get_by_label("Texte")
    expect(text).to_have_value(re.compile("^Bonjour Madame Vasseur,.*Bien cordialement,", re.DOTALL))
    dialog.get_by_label("Objet").fill("Notre entretien de jeudi")
    text.fill("Bonjour Madame Vasseur,\n\nMerci pour votre accueil.")
    dialog.get_by_role("button", name="Aperçu").click()
    expect(dialog.get_by_role("region", name="Aperçu du message")).to_contain_text(
        "Merci pour votre accueil."
    )
    assert axe(page) == []
    dialog.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message confié à l’envoi")).to_be_visible()
    page.get_by_role("link", name="E-mail\u00a0: Notre entretien de jeudi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notre entretien de jeudi")
    letter = page.frame_locator("iframe")
    expect(letter.get_by_text("Merci pour votre accueil.")).to_be_visible()
    page.get_by_role("button", name="Ne pas envoyer").click()
    expect(page.get_by_text("Le message ne partira pas.")).to_be_visible()
    expect(page.get_by_role("button", name="Renvoyer")).to_be_visible()


def make_reader() -> Contact:
    """A person who was told what we hold about her."""
    return make_contact(
        make_company(),
        civility="madam",
        first_name="Lucie",
        last_name="Vasseur",
        email="lucie.vasseur@dairy.example",
        informed_on=date(2026, 11, 2),
    )
