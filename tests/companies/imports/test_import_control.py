"""An import paused, taken up again, ended on the way."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.control import cancel_import, pause_import, resume_import
from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company, ImportRun
from negoce.identity.actions.role_policy import save_role_policy
from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, text_file

pytestmark = pytest.mark.django_db
ROWS = 450


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def run(boss) -> ImportRun:
    lines = [f"Ferme {number:03d};38000;Grenoble" for number in range(ROWS)]
    return start_import(boss, make_import(text_file("Nom;CP;Ville", *lines), actor=boss))


def interrupted(boss, run: ImportRun, act) -> ImportRun:
    """Let a worker begin; `act` happens after its first batch."""
    told = []

    def progress(done: int, total: int) -> None:
        told.append(done)
        if len(told) == 2:
            act(boss, ImportRun.objects.get(pk=run.pk))

    run_import(boss, ImportRun.objects.get(pk=run.pk), progress=progress, hold=lambda: None)
    run.refresh_from_db()
    return run


def test_a_pause_stops_between_batches_and_the_rest_comes_in_later(boss, run):
    interrupted(boss, run, pause_import)
    stopped_at = run.done_rows
    assert (run.state, 0 < stopped_at < ROWS, Company.objects.count()) == ("paused", True, stopped_at)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.done_rows) == ("paused", stopped_at)
    first_job = run.job_id
    resume_import(boss, run)
    assert (run.state, run.job_id != first_job) == ("started", True)
    work_off()
    run.refresh_from_db()
    assert (run.state, counts(run)) == ("done", {"created": ROWS})
    assert Company.objects.count() == ROWS
    assert JournalEntry.objects.filter(verb="import").count() == 1


def test_an_import_ended_on_the_way_keeps_what_is_in_and_can_be_undone(boss, run):
    interrupted(boss, run, cancel_import)
    kept = run.done_rows
    assert (run.state, 0 < kept < ROWS, Company.objects.count()) == ("cancelled", True, kept)
    entry = JournalEntry.objects.get(verb="import_cancelled")
    assert (entry.subject_id, entry.values) == (run.pk, {"created_count": [None, kept]})
    for act in (pause_import, resume_import, cancel_import):
        with pytest.raises(Refused):
            act(boss, run)
    undo_import(boss, run)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.undone_count, Company.objects.count()) == ("undone", kept, 0)


def test_a_worker_that_was_passed_over_writes_nothing_more(boss, run):
    def pass_over(actor, fresh):
        pause_import(actor, fresh)
        resume_import(actor, fresh)

    interrupted(boss, run, pass_over)
    assert (run.state, run.done_rows) == ("started", Company.objects.count())
    assert run.done_rows < ROWS
    work_off()
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == ("done", ROWS)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize("many", [ROWS, ROWS + 1])
def test_the_database_measures_its_tables_after_many_new_records(run, many, monkeypatch):
    monkeypatch.setattr("negoce.companies.actions.imports.run.MANY", many)
    work_off()
    run.refresh_from_db()
    asked = Job.objects.filter(task="jobs.measure_tables").count()
    assert (run.created_count, asked) == (ROWS, 1 if many == ROWS else 0)


def test_only_who_made_it_steers_it(boss, run):
    other = make_actor(Role.SALESPERSON, scope=Scope.ALL)
    for act in (pause_import, resume_import, cancel_import):
        with pytest.raises(NotAllowed):
            act(other, run)
    run.refresh_from_db()
    assert run.state == "started"


@pytest.mark.parametrize(
    ("lacking", "mode", "allowed"),
    [
        (Permission.CREATE, DuplicateMode.SKIP, False),
        (Permission.EDIT, DuplicateMode.FILL_EMPTY, False),
        (Permission.EDIT, DuplicateMode.SKIP, True),
    ],
)
def test_an_import_writes_no_more_than_its_person_may_by_hand(lacking, mode, allowed):
    rights = ROLE_DEFAULTS[Role.MANAGER]
    save_role_policy(
        make_actor(),
        Role.MANAGER,
        scope=rights.scope,
        permissions=rights.permissions - {lacking},
        field_access=rights.field_access,
        second_factor_required=False,
    )
    manager = make_actor(Role.MANAGER)
    run = make_import(text_file("Nom;Ville", "Cave;Die"), actor=manager)
    ImportRun.objects.filter(pk=run.pk).update(duplicates=mode.value)
    run.refresh_from_db()
    if allowed:
        assert start_import(manager, run).state == "started"
        return
    with pytest.raises(NotAllowed):
        start_import(manager, run)
    run.refresh_from_db()
    assert run.state == "draft"
