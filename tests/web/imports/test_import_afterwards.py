"""What a person does with an import from its page: undo, pause, mend a row, answer for one."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import Company, ImportRun
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Nom;SIRET;Ville"
FAULTY = "Laiterie;73282932000075;Die"


def page_of(client: Client, run: ImportRun, rest: str = "") -> str:
    response = client.get(f"/imports/{run.public_id}/{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_an_undo_is_announced_done_and_told(browser, boss):
    run = run_import_of(text_file(HEADER, "Cave;;Die", "Ferme;;Lyon"), actor=boss)
    assert f"/imports/{run.public_id}/undo/" in page_of(browser, run)
    assert "2 fiches créées par cet import seront supprimées." in page_of(browser, run, "undo/")
    update_company(boss, Company.objects.get(name="Cave"), changes={"city": "Grenoble"})
    assert browser.post(f"/imports/{run.public_id}/undo/").status_code == 302
    assert "Annulation en cours" in page_of(browser, run)
    work_off()
    page = page_of(browser, run)
    assert "Import annulé : 1 fiche supprimée." in page
    assert "1 fiche gardée, modifiée depuis l’import" in page
    assert ">Cave</a>" in page
    assert "ville" in page
    assert list(Company.objects.values_list("name", flat=True)) == ["Cave"]
    again = browser.post(f"/imports/{run.public_id}/undo/")
    assert (again.status_code, "déjà annulé" in again.content.decode()) == (422, True)
    assert f"/imports/{run.public_id}/undo/" not in page


def test_an_import_waits_goes_on_and_ends_from_its_page(browser, boss):
    run = start_import(boss, make_import(text_file(HEADER, "Cave;;Die"), actor=boss))
    page = page_of(browser, run)
    assert "Mettre en pause" in page
    assert "?steered=1" in page
    assert run.job is not None
    steered = browser.get(f"/jobs/{run.job.public_id}/?steered=1").content.decode()
    assert "Mettre en pause" not in steered
    browser.post(f"/imports/{run.public_id}/pause/")
    work_off()
    assert "Reprendre" in page_of(browser, run)
    assert Company.objects.count() == 0
    browser.post(f"/imports/{run.public_id}/resumption/")
    browser.post(f"/imports/{run.public_id}/cancellation/")
    work_off()
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == ("cancelled", 0)
    assert "Arrêté en chemin" in page_of(browser, run)
    assert Job.objects.exclude(state__in=["done", "cancelled"]).count() == 0


def test_a_refused_row_is_mended_in_the_report(browser, boss):
    run = run_import_of(text_file(HEADER, FAULTY), actor=boss)
    address = f"/imports/{run.public_id}/rows/2/"
    assert address in page_of(browser, run)
    form = browser.get(address).content.decode()
    assert 'value="73282932000075"' in form
    refused = browser.post(address, {"cell-0": "Laiterie <b>", "cell-1": "1", "cell-2": "Die"})
    assert refused.status_code == 422
    assert 'value="Laiterie &lt;b&gt;"' in refused.content.decode()
    done = browser.post(address, {"cell-0": "Laiterie", "cell-1": "73282932000074", "cell-2": "Die"})
    assert (done.status_code, "Nouvelle fiche" in done.content.decode()) == (200, True)
    assert Company.objects.get().siret == "73282932000074"
    assert "Aucune ligne à corriger." in page_of(browser, run)
    late = browser.post(address, {"answer": "drop"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)


def test_a_row_that_waits_is_answered_in_the_report(browser, boss):
    company = make_company("Laiterie", siret="73282932000074", siren="732829320")
    run = make_import(text_file(HEADER, "Laiterie;73282932000074;Die"), actor=boss)
    change_options(boss, run, options={"duplicates": "ask"})
    start_import(boss, run)
    work_off()
    page = page_of(browser, run)
    assert "Terminé, lignes à décider" in page
    assert f'href="/companies/{company.public_id}/" target="_blank"' in page
    assert '<div data-state="fills"><dt>Ville</dt>' in page
    address = f"/imports/{run.public_id}/rows/2/"
    assert "C’est une autre fiche : la créer" in browser.get(address).content.decode()
    assert browser.post(address, {"answer": "update"}).status_code == 200
    company.refresh_from_db()
    assert (company.city, Company.objects.count()) == ("Die", 1)


def test_the_report_of_an_import_whose_job_is_about_to_end_stays(browser, boss):
    run = start_import(boss, make_import(text_file(HEADER, "Cave;;Die"), actor=boss))
    work_off()
    Job.objects.update(state=JobState.RUNNING.value)
    page = page_of(browser, run)
    assert "Nouvelles fiches" in page
    assert "<n-progress" not in page
    Job.objects.update(task="companies.answer_import")
    assert "Vos réponses" in page_of(browser, run)


def test_others_do_not_reach_it(boss):
    run = run_import_of(text_file(HEADER, FAULTY), actor=boss)
    other = Client()
    other.force_login(
        User.objects.get(pk=make_actor(Role.SALESPERSON).user_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for rest in ("undo/", "pause/", "resumption/", "cancellation/", "rows/2/"):
        assert other.post(f"/imports/{run.public_id}/{rest}").status_code in (403, 404)
    assert run.issues.count() == 1
