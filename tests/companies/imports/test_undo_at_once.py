"""Undos that cross: two asked at one moment, one asked while the import runs, and whoever steers an undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from negoce.companies.actions.imports.control import cancel_import, pause_import
from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import run_undo, undo_import
from negoce.companies.models import Company, ImportRun
from negoce.identity.enums import Role
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.companies.imports.test_import_crash import ENDED, START
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, run_import_of, text_file
from tests.jobs.outside import Outside

ROWS = 300
LINES = [f"Ferme {number:03d};38000;Grenoble" for number in range(ROWS)]
UNDO_TWICE = """
import threading
from django.db import connection
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import ImportRun
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
ends, gate = [], threading.Barrier(4)
def undo():
    held = ImportRun.objects.get(pk=run)
    gate.wait()
    try:
        undo_import(system_actor(), held)
        ends.append("undoing")
    except Refused:
        ends.append("refused")
    connection.close()
globals().update(locals())
threads = [threading.Thread(target=undo) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = sorted(ends)
"""
LEFT = """
from negoce.companies.models import Company, ImportRun
from negoce.identity.models import JournalEntry
from negoce.jobs.models import Job
held = ImportRun.objects.get(pk=run)
answer = [
    held.undone_count, held.kept_count, Company.objects.count(),
    Job.objects.filter(task="companies.undo_import").count(),
    JournalEntry.objects.filter(verb="import_undone").count(),
]
"""


@pytest.mark.django_db(transaction=True)
def test_of_four_undos_at_once_one_is_done_and_by_one_worker(tmp_path: Path) -> None:
    outside = Outside(tmp_path, "tests.companies.imports.process_settings")
    path = tmp_path / "a.csv"
    path.write_bytes(text_file("Nom;CP;Ville", *LINES))
    run = outside.python(START, path=str(path))
    with outside.worker(), outside.worker():
        outside.until(ENDED, run=run, state="done")
        assert outside.python(UNDO_TWICE, run=run) == ["refused"] * 3 + ["undoing"]
        outside.until(ENDED, run=run, state="undone")
    assert outside.python(LEFT, run=run) == [ROWS, 0, 0, 1, 1]


@pytest.fixture
def boss() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


@pytest.mark.django_db
def test_an_undo_asked_during_the_import_is_refused_and_the_import_goes_on(boss: Actor) -> None:
    run = start_import(boss, make_import(text_file("Nom;CP;Ville", *LINES), actor=boss), enqueued=False)
    asked = []

    def progress(done: int, total: int) -> None:
        if 0 < done < total:
            with pytest.raises(Refused, match="pas terminé"):
                undo_import(boss, ImportRun.objects.get(pk=run.pk))
            asked.append(done)

    run_import(boss, run, progress=progress, hold=lambda: None)
    run.refresh_from_db()
    assert asked
    assert (run.state, run.created_count, Company.objects.count()) == ("done", ROWS, ROWS)


@pytest.mark.django_db
def test_an_undo_is_neither_paused_nor_stopped(boss: Actor) -> None:
    run = run_import_of(text_file("Nom;CP;Ville", *LINES), actor=boss)
    undo_import(boss, run, enqueued=False)
    asked = []

    def progress(done: int, total: int) -> None:
        if 0 < done < total:
            for steer in (pause_import, cancel_import, undo_import):
                with pytest.raises(Refused):
                    steer(boss, ImportRun.objects.get(pk=run.pk))
            asked.append(done)

    run_undo(boss, run, progress=progress, hold=lambda: None)
    run.refresh_from_db()
    assert asked
    assert (run.state, run.undone_count, Company.objects.count()) == ("undone", ROWS, 0)
