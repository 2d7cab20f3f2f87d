"""A form is filled in without a script, confirmed by the mail, its document read; another site shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect

from negoce.companies.models import Contact
from negoce.identity.enums import Role
from negoce.prospecting.models import FormSubmission, PublicForm
from tests.factories.forms import PDF, last_mail, make_form, make_house
from tests.factories.identity import make_user
from tests.harness.site import Site

Axe = Callable[..., list[str]]


def link_of_mail(site: Site) -> str:
    found = re.search(r"(/f/\S+/confirmation/\S+)", last_mail().text)
    assert found is not None
    return f"{site.url}{found[1]}"


def test_a_white_paper_is_asked_for_confirmed_and_read_without_a_script(
    page: Page, site: Site, browser: Browser, axe: Axe, pictures: Callable[..., object], tmp_path: Path
) -> None:
    form = make_form(name="Guide e2e", introduction="Douze pages pour choisir.")
    page.goto(f"/f/{form.token}/?utm_source=lettre")
    expect(page.get_by_role("heading", level=1)).to_have_text("Le guide de l’emballage")
    assert axe(page) == []
    pictures(page, "form")
    context = browser.new_context(java_script_enabled=False, base_url=site.url, locale="fr-FR")
    plain = context.new_page()
    plain.goto(f"/f/{form.token}/?utm_source=lettre")
    plain.get_by_label("Entreprise").fill("Laiterie e2e")
    plain.get_by_label("Nom *", exact=True).fill("Garnier")
    plain.get_by_label("E-mail professionnel").fill("helene@laiterie-e2e.example")
    plain.get_by_label("N° SIREN").fill("123")
    plain.wait_for_timeout(3_200)
    plain.get_by_role("button", name="Recevoir le document").click()
    expect(plain.get_by_text("Quelque chose est à corriger.")).to_be_visible()
    expect(plain.get_by_label("Entreprise")).to_have_value("Laiterie e2e")
    plain.get_by_label("N° SIREN").fill("")
    plain.get_by_role("button", name="Recevoir le document").click()
    expect(plain.get_by_role("heading", name="Ouvrez votre messagerie")).to_be_visible()
    assert Contact.objects.filter(email="helene@laiterie-e2e.example").count() == 0
    plain.goto(link_of_mail(site))
    plain.get_by_role("button", name="C’est bien moi, je confirme").click()
    expect(plain.get_by_role("heading", name="Merci, c’est confirmé")).to_be_visible()
    with plain.expect_download() as downloading:
        plain.get_by_role("link", name="Télécharger le document").click()
    saved = tmp_path / "guide.pdf"
    downloading.value.save_as(saved)
    assert saved.read_bytes() == PDF
    assert context.cookies() == []
    context.close()
    row = FormSubmission.objects.get(form=form)
    assert (row.state, row.campaign, row.downloads) == ("confirmed", {"utm_source": "lettre"}, 1)


@pytest.mark.parametrize("listed", [True, False])
def test_only_a_listed_site_shows_the_form_in_a_frame(browser: Browser, site: Site, listed: bool) -> None:
    """Both sites have names here, which no server knows: the test answers for them, ours with what it really says."""
    form = make_form(name=f"Cadre {listed}", hosts="www.exemple.fr" if listed else "")
    context = browser.new_context(base_url=site.url, locale="fr-FR")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    ours = "https://negoce.example"
    frame = f'<iframe src="{ours}/f/{form.token}/" height="900"></iframe>'

    def answer(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(ours, site.url)))

    context.route(f"{ours}/**", answer)
    context.route(
        "https://www.exemple.fr/", lambda route: route.fulfill(content_type="text/html", body=frame)
    )
    page.goto("https://www.exemple.fr/")
    heading = page.frame_locator("iframe").get_by_role("heading", level=1)
    if listed:
        expect(heading).to_have_text("Le guide de l’emballage")
        assert context.cookies() == []
    else:
        page.wait_for_timeout(1_000)
        expect(heading).to_have_count(0)
        assert [text for text in said if "frame-ancestors" in text or "X-Frame-Options" in text] != []
    context.close()


def test_a_form_is_written_and_opened_by_who_runs_prospecting(
    signed_in_page: Callable[..., Page], axe: Axe, pictures: Callable[..., object], tmp_path: Path
) -> None:
    make_house()
    chief = make_user(Role.MANAGER)
    page = signed_in_page(user=chief)
    page.goto("/prospecting/forms/new/")
    assert axe(page) == []
    page.get_by_label("Nom, pour vous").fill("Guide du printemps")
    page.get_by_label("Titre de la page").fill("Le guide du printemps")
    page.get_by_label("À quoi serviront les réponses").fill("vous envoyer le guide et vous rappeler")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Guide du printemps")).to_be_visible()
    paper = tmp_path / "guide.pdf"
    paper.write_bytes(PDF)
    page.get_by_label("Choisir un document").set_input_files(paper)
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("guide.pdf")).to_be_visible()
    page.get_by_role("button", name="Ouvrir au public").click()
    expect(page.get_by_role("button", name="Fermer au public")).to_be_visible()
    assert axe(page) == []
    pictures(page, "form-settings")
    form = PublicForm.objects.get(name="Guide du printemps")
    assert (form.state, form.owner) == ("open", chief)
    assert Path(settings.MEDIA_ROOT) in form.white_paper.path.parents  # type: ignore[union-attr]
