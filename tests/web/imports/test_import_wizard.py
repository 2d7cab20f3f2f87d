"""The wizard's later screens: cells, trial, named mappings, answers, where the records are, what an undo keeps."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.test import Client
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import Company, ImportKept, ImportMapping, ImportRun
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Nom;SIRET;Ville"
FAULTY = "Laiterie;73282932000075;Die"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_cell_is_corrected_in_the_preview(browser, boss):
    run = make_import(text_file(HEADER, FAULTY), actor=boss)
    address = f"/imports/{run.public_id}/"
    assert 'id="cell-2-siret"' in page_of(browser, address)
    given = {"changed": "cell-2-siret", "cell-2-siret": "73282932000074", "cell-2-name": "Laiterie"}
    answer = browser.post(f"{address}cell/", given, headers={"HX-Request": "true"})
    assert (answer.status_code, "Nouvelle fiche" in answer.content.decode()) == (200, True)
    run.refresh_from_db()
    assert run.edits == {"2": {"1": "73282932000074"}}
    wrong = browser.post(f"{address}cell/", {"changed": "cell-x-siret"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422


def test_the_whole_file_is_tried_and_its_refused_rows_mended_before_the_import(browser, boss):
    run = make_import(text_file(HEADER, "Cave;;Die", FAULTY), actor=boss)
    address = f"/imports/{run.public_id}/"
    columns = {"column-0": "name", "column-1": "siret", "column-2": "city"}
    assert browser.post(f"{address}trial/", columns, headers={"HX-Request": "true"}).status_code == 200
    work_off()
    trial = ImportRun.objects.get(trial_of=run)
    page = page_of(browser, address)
    assert f'href="/imports/{trial.public_id}/"' in page
    assert (trial.created_count, trial.refused_count, Company.objects.count()) == (1, 1, 0)
    report = page_of(browser, f"/imports/{trial.public_id}/")
    assert "Rien n’est écrit." in report
    row = f"/imports/{trial.public_id}/rows/3/"
    assert row in report
    still = browser.post(row, {"cell-0": "Laiterie", "cell-1": "1", "cell-2": "Die"})
    assert still.status_code == 422
    mended = browser.post(row, {"cell-0": "Laiterie", "cell-1": "73282932000074", "cell-2": "Die"})
    assert (mended.status_code, "Nouvelle fiche" in mended.content.decode()) == (200, True)
    assert "refaites-le" in page_of(browser, address)
    assert browser.post(f"{address}start/", columns).status_code == 302
    work_off()
    run.refresh_from_db()
    assert (run.created_count, run.refused_count) == (2, 0)


def test_a_trial_shows_what_will_be_asked_and_takes_no_answer(browser, boss):
    make_company(name="Laiterie", siren="732829320")
    run = make_import(text_file(HEADER, "Laiterie;73282932000074;Die"), actor=boss)
    address = f"/imports/{run.public_id}/"
    columns = {"column-0": "name", "column-1": "siret", "column-2": "city", "duplicates": "ask"}
    browser.post(f"{address}trial/", columns, headers={"HX-Request": "true"})
    work_off()
    trial = ImportRun.objects.get(trial_of=run)
    assert trial.asked_count == 1
    report = page_of(browser, f"/imports/{trial.public_id}/")
    assert "vous déciderez une fois l’import fait" in report
    assert ">Décider<" not in report
    assert 'form="answers"' not in report
    browser.post(f"{address}start/", columns)
    work_off()
    report = page_of(browser, address)
    assert ">Décider<" in report
    assert 'form="answers"' in report


def test_a_mapping_is_saved_used_renamed_and_deleted(browser, boss):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss)
    address = f"/imports/{run.public_id}/named/"
    saved = browser.post(f"{address}new/", {"mapping_name": "Salon <b>"}, headers={"HX-Request": "true"})
    assert (saved.status_code, "Salon &lt;b&gt;" in saved.content.decode()) == (200, True)
    mapping = ImportMapping.objects.exclude(name="").get()
    assert (
        browser.post(address, {"named": str(mapping.pk)}, headers={"HX-Request": "true"}).status_code == 200
    )
    nameless = browser.post(f"{address}new/", {"mapping_name": " "}, headers={"HX-Request": "true"})
    assert (nameless.status_code, "Donnez un nom" in nameless.content.decode()) == (422, True)
    assert 'value="Salon &lt;b&gt;"' in page_of(browser, "/imports/mappings/")
    browser.post(f"/imports/mappings/{mapping.pk}/", {"name": "Salon", "shared": "1"})
    mapping.refresh_from_db()
    assert (mapping.name, mapping.shared) == ("Salon", True)
    browser.post(f"/imports/mappings/{mapping.pk}/deletion/")
    assert "Aucune correspondance enregistrée" in page_of(browser, "/imports/mappings/")


def test_the_page_of_mappings_costs_the_same_whatever_their_number(browser, boss, queries):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss)
    names = iter(f"Salon {number}" for number in range(20))

    def one_more() -> None:
        browser.post(f"/imports/{run.public_id}/named/new/", {"mapping_name": next(names)})

    queries.same(make=one_more, read=lambda: browser.get("/imports/mappings/"))


def asked(boss, *lines: str) -> ImportRun:
    run = make_import(text_file("Nom;Ville;E-mail", *lines), actor=boss)
    change_options(boss, run, options={"duplicates": "ask"})
    start_import(boss, run)
    work_off()
    run.refresh_from_db()
    return run


def test_many_rows_are_answered_and_another_record_is_looked_for(browser, boss):
    for name in ("Cave", "Ferme", "Laiterie"):
        make_company(name, city="Die")
    other = make_company("Domaine du Lac", city="Crest")
    run = asked(boss, "Cave;Die;c@cave.fr", "Ferme;Die;f@ferme.fr", "Laiterie;Die;l@lait.fr")
    address = f"/imports/{run.public_id}/"
    page = page_of(browser, address)
    assert page.count('name="selected"') == 3
    nothing = browser.post(f"{address}answers/", {"which": "selected", "answer": "update"}, follow=True)
    assert "Cochez d’abord" in nothing.content.decode()
    found = page_of(browser, f"{address}rows/2/records/?q=doma")
    assert (f'value="{other.public_id}"' in found, "Crest" in found) == (True, True)
    assert "Aucune fiche ne commence ainsi." in page_of(browser, f"{address}rows/2/records/?q=zzz")
    browser.post(f"{address}rows/2/", {"answer": "fill", "record": other.public_id})
    other.refresh_from_db()
    assert other.email == "c@cave.fr"
    browser.post(f"{address}answers/", {"which": "selected", "selected": ["3"], "answer": "update"})
    assert Company.objects.get(name="Ferme").email == "f@ferme.fr"
    browser.post(f"{address}answers/", {"which": "all", "answer": "skip"})
    assert "n-progress" in page_of(browser, address)
    work_off()
    run.refresh_from_db()
    assert (run.asked_count, run.updated_count, run.skipped_count) == (0, 2, 1)


def test_the_report_leads_to_the_list_of_what_came_in(browser, boss):
    make_company("Ancienne")
    run = run_import_of(text_file(HEADER, "Cave;;Die"), actor=boss)
    address = f"/companies/?filter=import+is+{run.public_id}"
    assert address in page_of(browser, f"/imports/{run.public_id}/")
    page = page_of(browser, address)
    assert (">Cave<" in page, ">Ancienne<" in page) == (True, False)
    page = page_of(browser, f"/companies/?filter=import+is_not+{run.public_id}")
    assert (">Cave<" in page, ">Ancienne<" in page) == (False, True)


def test_an_undo_says_beforehand_how_many_records_were_edited_since(browser, boss):
    make_company("Laiterie", siret="73282932000074", siren="732829320")
    run = run_import_of(
        text_file(HEADER, "Cave;;Die", "Ferme;;Die", "Laiterie;73282932000074;Die"), actor=boss
    )
    page = page_of(browser, f"/imports/{run.public_id}/undo/")
    assert "2 fiches créées par cet import seront supprimées." in page
    assert ("(2 entreprises)" in page, "modifiées depuis seront" in page) == (True, False)
    for name in ("Cave", "Laiterie"):
        update_company(boss, Company.objects.get(name=name), changes={"phone": "0476951020"})
    page = page_of(browser, f"/imports/{run.public_id}/undo/")
    assert "2 fiches modifiées depuis seront gardées" in page
    assert "1 fiche créée par cet import sera supprimée." in page


def test_the_undo_names_the_products_that_it_kept(browser, boss):
    content = text_file("Référence;Désignation;Prix HT", "P1;Vis;3,50")
    run = run_import_of(content, actor=boss, target="products")
    product = Product.objects.get(code="P1")
    ImportKept.objects.create(
        run=run, kind="product", object_id=product.pk, created=True, links=["orders.orderline"]
    )
    ImportRun.objects.filter(pk=run.pk).update(state="undone", kept_count=1)
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert f'<a href="/products/{product.public_id}/">Vis</a>' in page
    assert "des lignes de commande" in page


def test_amounts_in_thousands_are_said_shown_and_may_be_told_otherwise(browser, boss):
    run = make_import(text_file("Raison sociale;C.A. (k€)", "Cave;1 250,5"), actor=boss)
    address = f"/imports/{run.public_id}/"
    page = page_of(browser, address)
    assert '<option value="1000" selected>' in page
    assert "1\u202f250\u202f500\u00a0€" in page
    columns = {"column-0": "name", "column-1": "turnover"}
    browser.post(f"{address}mapping/", {**columns, "unit-1": "1000000"})
    assert "1\u202f250\u202f500\u202f000\u00a0€" in page_of(browser, address)
    browser.post(f"{address}start/", {**columns, "unit-1": "1000"})
    work_off()
    assert Company.objects.get(name="Cave").turnover == 1_250_500
    again = make_import(text_file("Raison sociale;C.A. (k€)", "Cave;1 300"), actor=boss)
    assert again.mapping == {"0": "name", "1": "turnover*1000"}


def test_the_sheet_with_known_columns_is_read_and_another_may_be_chosen(browser, boss):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        book.add_worksheet("Lisez-moi").write_row(0, 0, ["Fichier transmis le 18/11"])
        people = book.add_worksheet("Adhérents")
        people.write_row(0, 0, ["Nom", "Montant"])
        people.write_row(1, 0, ["Cave", "12"])
        clients = book.add_worksheet("Clients")
        clients.write_row(0, 0, [*HEADER.split(";"), "Téléphone"])
        clients.write_row(1, 0, ["Ferme", "", "Die", "04 76 95 10 10"])
    run = make_import(output.getvalue(), "clients.xlsx", actor=boss)
    address = f"/imports/{run.public_id}/"
    page = page_of(browser, address)
    assert "feuille « Clients », choisie parmi 3" in page.replace("\u00a0", " ")
    assert ("Ferme" in page, run.sheet) == (True, 2)
    page = browser.post(
        f"{address}layout/", {"target": "companies", "sheet": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "feuille « Adhérents »" in page.replace("\u00a0", " ")
    assert '<option value="1" selected>Adhérents</option>' in page
    browser.post(f"{address}layout/", {"target": "companies", "sheet": "0"})
    assert "sur une autre feuille du classeur" in page_of(browser, address)


ASK = {"column-0": "name", "column-1": "siret", "column-2": "city", "column-3": "phone", "duplicates": "ask"}


def waiting(browser: Client, boss: Actor, *lines: str) -> str:
    """The address of an import whose rows wait for a person's word."""
    run = make_import(text_file(f"{HEADER};Téléphone", *lines), actor=boss)
    browser.post(f"/imports/{run.public_id}/start/", ASK)
    work_off()
    return f"/imports/{run.public_id}/"


def test_a_row_to_decide_shows_what_its_record_holds_and_marks_what_differs(browser, boss):
    make_company("Laiterie", siret="73282932000074", siren="732829320", phone="+33476951010")
    other = make_company("Laiterie du Vercors", city="Villard", phone="+33476000001")
    address = waiting(browser, boss, "Laiterie;73282932000074;Die;04 76 95 10 11")
    report = " ".join(page_of(browser, address).split())
    assert report.count('data-state="differs"') == 1
    assert ('data-state="fills"' in report, 'data-state="same"' in report) == (True, False)
    form = page_of(browser, f"{address}rows/2/")
    assert '<div data-state="same"><dt>SIRET</dt>' in form
    assert '<div data-state="fills"><dt>Ville</dt>' in form
    assert '<div data-state="differs"><dt>Téléphone</dt>' in form
    assert (
        "04 76 95 10 10" in form.replace("\u00a0", " "),
        "04 76 95 10 11" in form.replace("\u00a0", " "),
    ) == (
        True,
        True,
    )
    instead = page_of(browser, f"{address}rows/2/?record={other.public_id}").replace("\u00a0", " ")
    assert ("04 76 00 00 01" in instead, "Villard" in instead, "04 76 95 10 10" in instead) == (
        True,
        True,
        False,
    )


def test_rows_to_decide_cost_the_same_whatever_their_number(browser, boss, queries):
    for number in range(9):
        make_company(f"Cave {number}", city="Die")
    lines = [f"Cave {number};;Die;0476951011" for number in range(9)]
    few, many = waiting(browser, boss, *lines[:2]), waiting(browser, boss, *lines)
    pages = iter((few, many, many))
    queries.same(make=lambda: None, read=lambda: page_of(browser, next(pages)))


def test_nobody_sees_the_record_of_a_row_beyond_their_own(browser, boss):
    hidden = make_company("Autre maison", phone="+33476000001")
    hidden.deleted_at = timezone.now()
    hidden.save()
    make_company("Laiterie", siret="73282932000074", siren="732829320")
    address = waiting(browser, boss, "Laiterie;73282932000074;Die;04 76 95 10 11")
    form = page_of(browser, f"{address}rows/2/?record={hidden.public_id}")
    assert ("Autre maison" in form, "data-state" in form, "Die" in form) == (False, False, True)


def test_a_long_report_folds_its_actions_on_a_telephone(browser, boss):
    run = run_import_of(text_file(HEADER, "Cave;;Die", FAULTY), actor=boss)
    page = " ".join(page_of(browser, f"/imports/{run.public_id}/").split())
    narrow = page[page.index('class="when-narrow"') :]
    assert f'href="/imports/{run.public_id}/undo/"' in narrow
    assert f'href="/imports/{run.public_id}/rows.csv"' in narrow


@pytest.mark.asked_already
def test_a_cell_of_a_million_characters_is_cut_on_the_page_and_kept_in_the_file(browser, boss):
    run = make_import(text_file("Nom;Ville", f"Cave;{'é' * 1_000_000}", "Ferme;Lyon"), actor=boss)
    page = browser.get(f"/imports/{run.public_id}/").content.decode()
    assert len(page) < 200_000
    assert page.count("é" * 1_000 + "…") == 1
    assert "readonly" in page
