"""A file described, its licence told on the page of whom it brought; a request noted and answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.models import RightsRequest
from negoce.identity.enums import Role
from negoce.prospecting.models import FileSource
from tests.factories.companies import make_contact
from tests.factories.identity import make_user
from tests.factories.sources import brought

SignedIn = Callable[..., Page]


def test_a_licence_is_written_and_respected_on_the_page_of_a_person(signed_in_page: SignedIn) -> None:
    page = signed_in_page(user=make_user(Role.ADMINISTRATOR))
    page.goto("/prospecting/sources/")
    page.get_by_role("link", name="Nouveau fichier").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom").fill("Laiteries de l’Ouest")
    dialog.get_by_label("Fournisseur").first.fill("Données Pro")
    dialog.get_by_label("Téléphone").uncheck()
    end = timezone.localdate() + timedelta(days=20)
    dialog.get_by_label("Jusqu’au").fill(f"{end:%d/%m/%Y}")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Laiteries de l’Ouest")).to_be_visible()
    expect(page.get_by_text("Finit bientôt")).to_be_visible()
    person = make_contact(phone="+33145678901")
    brought(FileSource.objects.get(), person)
    page.goto(f"/contacts/{person.public_id}/")
    expect(page.get_by_text("ne permet pas le téléphone")).to_be_visible()
    page.get_by_role("link", name="Noter une demande RGPD").click()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Accès à ses données")).to_be_visible()
    expect(page.get_by_role("link", name="Toutes ses données (archive)")).to_be_visible()
    assert RightsRequest.objects.get().contact_id == person.pk
