"""What the screens of imports say of long values, empty files, settings, drafts and undone imports."""

from __future__ import annotations

import pytest

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.imports.discard import discard_draft
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.trial import try_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Company, ImportKept, ImportRun
from negoce.companies.queries.imports.source import prepared_path
from negoce.files.models import StoredFile
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.web.imports.kept import kept_context
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Nom;SIRET;Ville"
FAULTY = "Laiterie;73282932000075;Die"


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_long_value_is_cut_in_the_report_and_whole_in_the_form(browser, boss):
    run = run_import_of(text_file(HEADER, f"{'x' * 9_000};;Die"), actor=boss)
    address = f"/imports/{run.public_id}/"
    page = page_of(browser, address)
    assert (f">{'x' * 119}…<" in page, "x" * 120 in page) == (True, False)
    assert f'value="{"x" * 9_000}"' in page_of(browser, f"{address}rows/2/")


def test_an_undo_tells_removed_records_from_those_put_back(browser, boss):
    make_company("Laiterie", siret="73282932000074", siren="732829320")
    content = text_file(HEADER, "Cave;;Die", "Ferme;;Die", "Moulin;;Die", "Laiterie;73282932000074;Die")
    run = run_import_of(content, actor=boss)
    assert "Ce que l’import avait fait" not in page_of(browser, f"/imports/{run.public_id}/")
    update_company(boss, Company.objects.get(name="Cave"), changes={"phone": "0476951020"})
    undo_import(boss, run)
    work_off()
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert "Import annulé : 2 fiches supprimées, 1 fiche remise comme avant." in page
    assert "Ce que l’import avait fait avant d’être annulé" in page
    assert set(Company.objects.values_list("name", flat=True)) == {"Cave", "Laiterie"}


def test_the_list_does_not_show_the_figures_of_an_undone_import(browser, boss):
    run = run_import_of(text_file(HEADER, "Cave;;Die", "Ferme;;Die"), actor=boss)
    figure = 'data-label="Nouvelles">2<'
    assert figure in page_of(browser, "/imports/")
    undo_import(boss, run)
    work_off()
    page = page_of(browser, "/imports/")
    assert (figure in page, 'data-label="Nouvelles" data-none>—<' in page) == (False, True)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("company", ["merged_with"], "réunie avec une autre fiche"),
        ("company", ["owner", "territory_id", "parent"], "suivi par, secteur, société mère"),
        ("company", ["line1", "department", "name_key", "relation", "note"], "adresse, relation, note"),
        ("contact", ["department", "current_post"], "service, poste actuel"),
        ("product", ["family_id", "price"], "famille, prix de base HT"),
        ("order", ["reference", "lines_count"], "référence, un autre renseignement"),
        (
            "company",
            ["custom_of_old", "city_code"],
            "un champ personnalisé supprimé depuis, un autre renseignement",
        ),
        ("activity", ["import_key"], "modifiée"),
    ],
)
def test_no_column_is_told_by_its_internal_name(boss, kind, fields, words):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss)
    ImportKept.objects.create(run=run, kind=kind, object_id=1, created=True, fields=fields)
    run.kept_count = 1
    [(_name, _url, why, _created)] = kept_context(boss, run)["kept"]
    assert why == words


def test_a_draft_is_thrown_away_with_its_file_and_trial(browser, boss):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss)
    trial = try_import(boss, run)
    work_off()
    trial.refresh_from_db()
    kept = make_import(text_file(HEADER, "Ferme;;Die"), actor=boss)
    path, prepared = run.file.path, prepared_path(trial)
    assert (path.exists(), prepared.exists()) == (True, True)
    address = f"/imports/{run.public_id}/discard/"
    assert address in page_of(browser, f"/imports/{run.public_id}/")
    assert browser.get(address).status_code == 405
    response = browser.post(address)
    assert (response.status_code, response.headers["Location"]) == (302, "/imports/")
    assert list(ImportRun.objects.values_list("pk", flat=True)) == [kept.pk]
    assert (path.exists(), prepared.exists(), kept.file.path.exists()) == (False, False, True)
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.file_id]
    entry = JournalEntry.objects.get(verb="import_discarded")
    assert (entry.subject_name, entry.batch) == ("clients.csv", run.public_id)
    assert "Brouillon d’import jeté" in page_of(browser, "/settings/journal/")


def test_a_trial_whose_draft_is_thrown_away_ends_quietly(browser, boss):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss)
    try_import(boss, run)
    assert browser.post(f"/imports/{run.public_id}/discard/").status_code == 302
    work_off()
    assert (ImportRun.objects.count(), set(Job.objects.values_list("state", flat=True))) == (0, {"cancelled"})


def test_an_import_that_has_begun_is_not_thrown_away(browser, boss):
    run = start_import(boss, make_import(text_file(HEADER, "Cave;;Die"), actor=boss))
    assert browser.post(f"/imports/{run.public_id}/discard/").status_code == 302
    run.refresh_from_db()
    assert (run.state, run.file.path.exists()) == ("started", True)


def test_nobody_throws_away_the_draft_of_another():
    camille, zoe = make_actor(Role.MANAGER), make_actor(Role.MANAGER)
    draft = make_import(text_file(HEADER, "Ferme;;Die"), actor=camille)
    with pytest.raises(NotAllowed):
        discard_draft(zoe, draft)
    assert (ImportRun.objects.count(), draft.file.path.exists()) == (1, True)
    discard_draft(camille, draft)
    assert ImportRun.objects.count() == 0


def test_a_file_without_rows_says_so_and_does_not_start(browser, boss):
    run = make_import(text_file(HEADER), actor=boss)
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert "Ce fichier n’a aucune ligne sous ses en-têtes" in page
    assert "Commencer l’import" not in page
    run = make_import(text_file(HEADER, "Cave;;Die", ";;", "Ferme;;Die"), actor=boss)
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert ("2 lignes en tout dans ce fichier" in page, "Commencer l’import" in page) == (True, True)
    run = make_import(text_file(HEADER, *(f"Cave {at};;Die" for at in range(70))), actor=boss)
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert ("en tout dans ce fichier" in page, "Commencer l’import" in page) == (False, True)
    try_import(boss, run)
    work_off()
    assert "70 lignes en tout dans ce fichier" in page_of(browser, f"/imports/{run.public_id}/")


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("companies", {"owner", "relation", "origin_channel"}),
        ("contacts", {"owner", "relation", "origin_channel"}),
        ("activities", {"owner"}),
        ("products", set()),
        ("orders", set()),
    ],
)
def test_only_the_settings_that_the_kind_of_record_reads_are_shown(browser, boss, target, shown):
    run = make_import(text_file(HEADER, "Cave;;Die"), actor=boss, target=target)
    page = page_of(browser, f"/imports/{run.public_id}/")
    assert {
        name for name in ("owner", "relation", "origin_channel") if f'<select id="{name}"' in page
    } == shown
    assert '<select id="duplicates"' in page
