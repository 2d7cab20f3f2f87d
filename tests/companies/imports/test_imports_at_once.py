"""Two imports at once, by two workers, and one file twice: nothing is doubled or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.companies.imports.test_import_crash import ENDED, START
from tests.factories.imports import counts, run_import_of, text_file
from tests.jobs.outside import Outside

ROWS = 300
STORED = """
from negoce.companies.models import Company, ImportRun
answer = {
    'companies': list(Company.objects.order_by('name', 'id').values_list('name', flat=True)),
    'images': sum(len(image.records['created']) for run in ImportRun.objects.all() for image in run.images.all()),
    'rows': [
        [run.done_rows, run.created_count + run.unchanged_count, run.refused_count]
        for run in ImportRun.objects.order_by('pk')
    ],
}
"""


def _content(first: int) -> bytes:
    rows = [f"Laiterie {number:04d};38000;Grenoble" for number in range(first, first + ROWS)]
    return text_file("Nom;CP;Ville", *rows)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_share_the_companies_that_both_name(tmp_path: Path):
    outside = Outside(tmp_path, "tests.companies.imports.process_settings")
    runs = []
    for name, first in (("a.csv", 0), ("b.csv", ROWS // 2)):
        path = tmp_path / name
        path.write_bytes(_content(first))
        runs.append(outside.python(START, path=str(path)))
    with outside.worker(), outside.worker():
        for run in runs:
            outside.until(ENDED, run=run, state="done")
    stored = outside.python(STORED)
    assert stored["rows"] == [[ROWS, ROWS, 0]] * 2
    assert stored["companies"] == [f"Laiterie {number:04d}" for number in range(ROWS * 3 // 2)]
    assert stored["images"] == ROWS * 3 // 2


@pytest.mark.django_db
def test_the_same_file_a_second_time_changes_nothing():
    content = _content(0)
    assert counts(run_import_of(content)) == {"created": ROWS}
    assert counts(run_import_of(content)) == {"unchanged": ROWS}
