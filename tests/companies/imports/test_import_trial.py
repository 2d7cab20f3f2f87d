"""Cells corrected before the import, and the whole file tried without keeping anything."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.edits import edit_cell
from negoce.companies.actions.imports.layout import LayoutChange, change_layout, change_options
from negoce.companies.actions.imports.preview import preview_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.trial import try_import
from negoce.companies.models import Company, ImportRun
from negoce.companies.queries.imports.source import prepared_path
from negoce.companies.queries.imports.trials import is_current, trial_of
from negoce.companies.rules.imports.outcome import Result
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, text_file

pytestmark = pytest.mark.django_db
FILE = text_file("Nom;SIRET;Ville", "Cave;;Die", "Laiterie;73282932000075;Die", "Ferme")


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


def test_a_corrected_cell_shows_in_the_preview_and_comes_in(boss):
    run = make_import(FILE, actor=boss)
    assert [row.result for row in preview_import(boss, run)][1] is Result.REFUSED
    edit_cell(boss, run, row_number=3, field="siret", text="73282932000074")
    edit_cell(boss, run, row_number=4, field="city", text="Lyon")
    assert [row.result for row in preview_import(boss, run)] == [Result.CREATED] * 3
    start_import(boss, run)
    work_off()
    run.refresh_from_db()
    assert counts(run) == {"created": 3}
    assert dict(Company.objects.values_list("name", "city")) == {
        "Cave": "Die",
        "Laiterie": "Die",
        "Ferme": "Lyon",
    }
    with pytest.raises(Refused, match="déjà commencé"):
        edit_cell(boss, run, row_number=2, field="city", text="Crest")


def test_corrections_stay_while_columns_stay(boss):
    run = make_import(FILE, actor=boss)
    edit_cell(boss, run, row_number=2, field="city", text="Lyon")
    change_layout(boss, run, change=LayoutChange(target="companies"))
    assert run.edits == {"2": {"2": "Lyon"}}
    change_layout(boss, run, change=LayoutChange(separator=","))
    assert run.edits == {}
    with pytest.raises(Refused, match="n’est pas reprise"):
        edit_cell(boss, run, row_number=2, field="email", text="a@b.fr")


def test_a_trial_counts_the_whole_file_and_keeps_nothing(boss):
    run = make_import(FILE, actor=boss)
    trial = try_import(boss, run)
    work_off()
    trial.refresh_from_db()
    assert (counts(trial), Company.objects.count()) == ({"created": 2, "refused": 1}, 0)
    assert [(each.row_number, each.code) for each in trial.issues.all()] == [(3, "siret.check_digit")]
    assert (trial_of(run), is_current(trial, run)) == (trial, True)
    change_options(boss, run, options={"duplicates": "skip"})
    assert not is_current(trial, run)


def test_a_second_trial_or_the_import_itself_forgets_the_first(boss):
    run = make_import(FILE, actor=boss)
    first = try_import(boss, run)
    second = try_import(boss, run)
    work_off()
    first.refresh_from_db()
    assert (first.state, trial_of(run)) == ("cancelled", second)
    with_commit = prepared_path(second)
    assert with_commit.exists()
    start_import(boss, run)
    work_off()
    run.refresh_from_db()
    assert counts(run) == {"created": 2, "refused": 1}
    assert not ImportRun.objects.filter(trial_of=run, state="done").exists()
