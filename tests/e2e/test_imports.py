"""A real file goes in through the browser, with exact counts, and a second time doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.models import Company
from negoce.identity.enums import Role
from tests.factories.companies import make_company

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
REAL_FILE = Path(__file__).resolve().parents[3] / "shared/data/fr_companies/bitd_2026_establishments.csv"
IMPORT_MILLISECONDS = 60_000
MESSY = """Export du 12/11/2026;;;;
Raison sociale;N° SIRET;Code postal;Ville;Tél.
Crèmerie de l’Étoile;732 829 320 00074;38 000;Grenoble;04.76.95.10.20
Épicerie Çà et là;;69003;Lyon;
Œufs & Cie;3,95E+13;1000;Bourg-en-Bresse;04 74 00 00 01
;44306184100047;75009;Paris;
"""


def import_file(page: Page, path: Path) -> None:
    """From the list of imports to the report at its end."""
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("#draft")).to_be_visible()
    page.get_by_role("button", name="Commencer l’import").click()
    expect(page.locator(".kpi").first).to_be_visible(timeout=IMPORT_MILLISECONDS)


def expect_figures(page: Page, new: int, updated: int, refused: int, incomplete: int) -> None:
    """The report shows these numbers of rows."""
    expect(page.locator(".kpi-value")).to_have_text(
        [str(count) for count in (new, updated, refused, incomplete)]
    )


@pytest.mark.skipif(
    not REAL_FILE.exists(), reason="the real files stand beside the checkout of developers only"
)
def test_a_real_file_goes_in_once(signed_in_page: SignedIn) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    before = Company.objects.count()
    import_file(page, REAL_FILE)
    expect_figures(page, 311, 0, 0, 0)
    assert Company.objects.count() == before + 311
    import_file(page, REAL_FILE)
    expect_figures(page, 0, 0, 0, 0)
    expect(page.locator("main")).to_contain_text("311 déjà à jour")
    assert Company.objects.count() == before + 311


def test_a_messy_file_of_a_french_spreadsheet(signed_in_page: SignedIn, tmp_path: Path, axe: Axe) -> None:
    path = tmp_path / "clients à nettoyer.csv"
    path.write_bytes(MESSY.encode("cp1252"))
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("#draft")).to_contain_text("Crèmerie de l’Étoile")
    expect(page.locator("#encoding")).to_have_value("cp1252")
    expect(page.locator("#separator")).to_have_value(";")
    assert axe(page, also="columns: ") == []
    assert not Company.objects.filter(name="Crèmerie de l’Étoile").exists()
    page.get_by_role("button", name="Commencer l’import").click()
    expect(page.locator(".kpi").first).to_be_visible(timeout=IMPORT_MILLISECONDS)
    assert axe(page, also="report: ") == []
    expect_figures(page, 2, 0, 2, 0)
    expect(page.locator("#issue-rows")).to_contain_text("3,95E+13")
    cremerie = Company.objects.get(name="Crèmerie de l’Étoile")
    assert (cremerie.siren, cremerie.postal_code, cremerie.phone) == ("732829320", "38000", "+33476951020")
    import_file(page, path)
    expect_figures(page, 0, 0, 2, 0)
    assert Company.objects.filter(name="Épicerie Çà et là").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("vide.csv", b"", "vide"), ("clients.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF")],
)
def test_a_file_that_cannot_be_read_says_why(
    signed_in_page: SignedIn, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("[role=alert], .banner").first).to_contain_text(words)


SUPPLIERS = """Export fournisseurs – GESCOM;;;;
Édité le 12/11/2026;;;;
;Identité;;Adresse;
Code frs;Raison sociale;N° SIRET;CP;Ville
F1;Scierie du Vercors;552 081 317 66522;38000;Grenoble
F2;Brasserie des Œillets;4,26E+13;69003;Lyon
F3;Fonderie Noël;55208131766523;26150;Die
"""


def test_from_a_messy_file_to_clean_records_and_back(
    signed_in_page: SignedIn, tmp_path: Path, axe: Axe
) -> None:
    path = tmp_path / "fournisseurs.csv"
    path.write_bytes(SUPPLIERS.encode("cp1252"))
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()
    cell = page.get_by_label("SIRET, ligne 6")
    expect(cell).to_have_attribute("aria-invalid", "true")
    cell.fill("")
    cell.press("Tab")
    expect(page.get_by_label("SIRET, ligne 6")).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Essayer sur tout le fichier").click()
    expect(page.locator("#trial .import-figures")).to_contain_text(
        "2 nouvelles fiches", timeout=IMPORT_MILLISECONDS
    )
    assert not Company.objects.filter(name="Scierie du Vercors").exists()
    page.get_by_role("button", name="Commencer l’import").click()
    expect(page.locator(".kpi").first).to_be_visible(timeout=IMPORT_MILLISECONDS)
    expect_figures(page, 2, 0, 1, 0)
    page.get_by_role("button", name="Corriger", exact=True).click()
    siret = page.locator("#issue-rows").get_by_label("N° SIRET")
    expect(siret).to_have_attribute("aria-invalid", "true")
    siret.fill("")
    page.get_by_role("button", name="Importer cette ligne").click()
    expect(page.locator("#issue-rows")).to_contain_text("Nouvelle fiche")
    page.get_by_role("link", name="Voir les entreprises importées").click()
    expect(page.locator("#list")).to_contain_text("Fonderie Noël")
    assert (
        Company.objects.filter(
            name__in=["Scierie du Vercors", "Brasserie des Œillets", "Fonderie Noël"]
        ).count()
        == 3
    )


def test_the_title_stays_in_one_line_beside_two_actions_on_a_telephone(signed_in_page: SignedIn) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/imports/")
    title = page.get_by_role("heading", name="Imports", level=1)
    expect(title).to_be_visible()
    box = title.bounding_box()
    assert box is not None
    assert box["height"] < 50


def asked_to_decide(page: Page, tmp_path: Path, words: str) -> None:
    """Bring in two rows of known companies, which wait for a person's word, a faulty one and a new one."""
    for number, phone in ((1, "+33476951010"), (2, "")):
        make_company(f"{words} {number}", city="Die", city_key="die", phone=phone)
    path = tmp_path / "clients.csv"
    rows = [f"{words} {number};;Die;04 76 95 10 1{number}" for number in (1, 2)]
    faulty = f"{words} 3;732 829 320 00075;Die;"
    path.write_text("\n".join(["Raison sociale;SIRET;Ville;Téléphone", *rows, faulty, f"{words} 4;;Die;"]))
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("#draft")).to_contain_text(f"{words} 3")
    page.get_by_label("Fiches déjà connues").select_option("ask")
    expect(page.locator("#draft")).to_contain_text("À décider")
    page.get_by_role("button", name="Commencer l’import").click()
    expect(page.locator("#question-rows tr")).to_have_count(2, timeout=IMPORT_MILLISECONDS)


def test_rows_are_decided_one_after_the_other_without_leaving_the_keyboard(
    signed_in_page: SignedIn, tmp_path: Path, axe: Axe
) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    asked_to_decide(page, tmp_path, "Fromagerie Éluard")
    rows = page.locator("#question-rows tr")
    expect(rows.first.locator("[data-state=differs]")).to_contain_text("04 76 95 10 10")
    expect(rows.nth(1).locator("[data-state=fills]")).to_contain_text("04 76 95 10 12")
    rows.first.get_by_role("button", name="Décider").press("Enter")
    fill = rows.first.get_by_role("button", name="Remplir ce qui est vide")
    expect(fill).to_be_focused()
    expect(rows.first.locator("[data-state=same]").first).to_contain_text("Nom")
    assert axe(page, also="deciding: ") == []
    rows.first.get_by_role("button", name="Remplacer ses valeurs").press("Enter")
    expect(rows.first).to_contain_text("Mise à jour")
    expect(rows.nth(1).get_by_role("button", name="Décider")).to_be_focused()
    assert Company.objects.get(name="Fromagerie Éluard 1").phone == "+33476951011"


def test_a_report_is_worked_through_on_a_telephone(signed_in_page: SignedIn, tmp_path: Path) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.set_viewport_size({"width": 390, "height": 844})
    asked_to_decide(page, tmp_path, "Moulin Perec")
    for name in ("Corriger", "Décider"):
        button = page.get_by_role("button", name=name, exact=True).first
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
    expect(page.get_by_role("link", name="Annuler l’import")).to_have_count(0)
    page.get_by_label("Autres actions").click()
    page.get_by_role("link", name="Annuler l’import").click()
    expect(page.get_by_role("heading", name="Annuler l’import", level=1)).to_be_visible()
