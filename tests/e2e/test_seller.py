"""Our identity: the sample beside the form follows what is typed, and what is saved is what is printed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from negoce.identity.enums import Role
from tests.e2e.conftest import SignedIn


def test_the_sample_follows_the_form_and_a_mistake_stays_in_sight(signed_in_page: SignedIn) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/settings/seller/")
    sample = page.get_by_role("img", name="Première page d’un devis d’exemple")
    expect(sample).to_have_attribute("src", re.compile(r"sample\.png"))
    page.get_by_label("Nom commercial").fill("Aux bons outils")
    expect(sample).to_have_attribute("src", re.compile(r"^data:image/png"))
    page.get_by_label("SIREN").fill("552 100 555")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("clé de contrôle")).to_be_visible()
    expect(page.get_by_label("Nom commercial")).to_have_value("Aux bons outils")
    expect(sample).to_have_attribute("src", re.compile(r"^data:image/png"))
