"""A row that waits on a record which has been deleted since: it is said, and the record may be created."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Company
from negoce.jobs.worker import work_off
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db


def test_a_row_whose_record_is_gone_says_so_and_offers_to_create_it(browser, boss):
    first = run_import_of(text_file("Nom;Ville", "Cave;Die"), "d’abord.csv", actor=boss)
    run = make_import(text_file("Nom;Ville;E-mail", "Cave;Die;c@cave.fr"), actor=boss)
    change_options(boss, run, options={"duplicates": "ask"})
    start_import(boss, run)
    work_off()
    page, address = f"/imports/{run.public_id}/", f"/imports/{run.public_id}/rows/2/"
    assert "n’existe plus" not in browser.get(page).content.decode()
    assert "Créer la fiche" not in browser.get(address).content.decode()

    undo_import(boss, first)
    work_off()
    shown = browser.get(page).content.decode()
    assert "«\u00a0Cave\u00a0» n’existe plus" in shown
    assert "Cave » existe déjà" not in shown.replace("\u00a0", " ")
    form = browser.get(address).content.decode()
    assert "«\u00a0Cave\u00a0» n’existe plus" in form
    assert "Créer la fiche" in form
    assert 'value="skip"' not in form

    refused = browser.post(address, {"answer": "update"})
    assert refused.status_code == 422
    assert "n’existe plus" in refused.content.decode()
    assert not Company.objects.filter(email="c@cave.fr").exists()

    created = browser.post(address, {"answer": "create"})
    assert "Nouvelle fiche" in created.content.decode()
    assert Company.objects.get(deleted_at__isnull=True).email == "c@cave.fr"
