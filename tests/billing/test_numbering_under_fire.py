"""Sixteen processes issue at once and are killed at random: no gap, no double, dates in order, each demand once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from negoce.billing import locks
from tests.jobs.outside import Outside

INVOICES = 30
CODE = """
from tests.billing.fire import Fire, run
answer = run(Fire(invoices=invoices))
"""


@pytest.fixture
def unlocked_afterwards(transactional_db: None) -> Iterator[None]:
    """What the locks keep would stay for the next test."""
    yield
    locks.remove(connection)
    call_command("flush", verbosity=0, interactive=False)
    locks.install(connection)


@pytest.mark.usefixtures("unlocked_afterwards")
def test_no_number_is_lost_or_given_twice(tmp_path: Path):
    told = Outside(tmp_path, "tests.companies.imports.process_settings").python(CODE, invoices=INVOICES)
    kills = told.pop("kills")
    assert kills >= 1
    del told["seconds"], told["days"]
    assert told == {
        "issued": INVOICES,
        "not_issued": 0,
        "twice": 0,
        "faults": [],
        "receivables": INVOICES,
        "files_asked_for": INVOICES,
    }
