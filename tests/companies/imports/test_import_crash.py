"""A worker killed at random rows of an import: the end is that of an undisturbed run, row for row."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.factories.imports import text_file
from tests.jobs.outside import Outside, Worker

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 1_400
# More of them by hand: NEGOCE_TEST_KILLS=20
KILLS = int(os.environ.get("NEGOCE_TEST_KILLS", "2"))
START = """
from negoce.companies.actions.imports.create import create_import
from negoce.companies.actions.imports.start import start_import
from negoce.identity.rules.actor import system_actor
run = create_import(system_actor(), name='a.csv', pieces=[open(path, 'rb').read()])
start_import(system_actor(), run)
answer = run.pk
"""
DONE_ROWS = (
    "from negoce.companies.models import ImportRun; answer = ImportRun.objects.get(pk=run).done_rows >= least"
)
ENDED = "from negoce.companies.models import ImportRun; answer = ImportRun.objects.get(pk=run).state == state"
RESULT = """
from negoce.companies.models import Address, Company, ImportImage, ImportRowIssue, ImportRun
from negoce.identity.models import JournalEntry
stored = ImportRun.objects.get(pk=run)
answer = {
    'companies': list(Company.objects.order_by('name', 'id').values_list('name', flat=True)),
    'addresses': Address.objects.count(),
    'images': sum(len(image.records['created']) for image in ImportImage.objects.all()),
    'issues': [
        list(row) for row in ImportRowIssue.objects.order_by('row_number').values_list('row_number', 'code')
    ],
    'journal': JournalEntry.objects.filter(verb='import').count(),
    'counts': [stored.done_rows, stored.created_count, stored.unchanged_count, stored.refused_count],
}
"""

UNDO = """
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import ImportRun
from negoce.identity.rules.actor import system_actor
undo_import(system_actor(), ImportRun.objects.get(pk=run))
"""
UNDONE_RECORDS = """
from negoce.companies.models import ImportImage
left = sum(len(image.records['created']) for image in ImportImage.objects.filter(run=run))
answer = made - left >= least
"""
LEFT = """
from negoce.companies.models import Address, Company, ImportRun, SearchEntry, SearchWord
from negoce.identity.models import JournalEntry
stored = ImportRun.objects.get(pk=run)
answer = [
    stored.undone_count, stored.kept_count, Company.objects.count(), Address.objects.count(),
    SearchEntry.objects.count(), SearchWord.objects.count(),
    JournalEntry.objects.filter(verb='import_undone').count(),
]
"""


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path, "tests.companies.imports.process_settings")


def content() -> bytes:
    """Companies, some of them twice, some refused."""
    rows = [f"Laiterie {number % 1_300:04d};{number % 1_300 + 1000:05d};Lyon" for number in range(ROWS)]
    rows[::100] = [f"Laiterie {number};1;Lyon;trop" for number in range(len(rows[::100]))]
    return text_file("Nom;CP;Ville", *rows)


def test_nothing_is_doubled_or_lost(outside, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(content())
    run = outside.python(START, path=str(path))
    for kill in range(KILLS):
        with outside.worker() as worker:
            outside.until(DONE_ROWS, run=run, least=1 + kill * (ROWS - 400) // KILLS)
            killed(worker)
    with outside.worker():
        outside.until(ENDED, run=run, state="done")
    result = outside.python(RESULT, run=run)
    refused = set(range(0, ROWS, 100))
    numbers = [number % 1_300 for number in range(ROWS) if number not in refused]
    assert result["companies"] == sorted({f"Laiterie {number:04d}" for number in numbers})
    created = len(set(numbers))
    assert result["counts"] == [ROWS, created, len(numbers) - created, len(refused)]
    assert result["addresses"] == result["images"] == created
    assert result["issues"] == [[2 + number, "row.too_many_cells"] for number in sorted(refused)]
    assert result["journal"] == 1

    outside.python(UNDO, run=run)
    for kill in range(KILLS):
        with outside.worker() as worker:
            outside.until(UNDONE_RECORDS, run=run, made=created, least=1 + kill * (created - 600) // KILLS)
            killed(worker)
    with outside.worker():
        outside.until(ENDED, run=run, state="undone")
    assert outside.python(LEFT, run=run) == [created, 0, 0, 0, 0, 0, 1]


def killed(worker: Worker) -> None:
    """Kill a worker somewhere in its batch."""
    time.sleep(random.uniform(0, 0.15))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
