"""How the commits of imports reach the disk: loosened for them alone, and as before afterwards."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from negoce.companies.actions.imports.pace import bulk_commits, seldom_collected
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ("synchronous", "cache_size", "wal_autocheckpoint", "busy_timeout")
WRITTEN = """
from django.db import connection, transaction
from negoce.catalogue.models import ProductFamily
from negoce.companies.actions.imports.pace import bulk_commits
def rules():
    with connection.cursor() as cursor:
        return [cursor.execute(f'PRAGMA {name}').fetchone()[0] for name in names]
before = rules()
with bulk_commits():
    during = rules()
    for part in range(20):
        with transaction.atomic():
            ProductFamily.objects.bulk_create(ProductFamily(name=f'{part}-{n}' * 9) for n in range(200))
    import os
    long = os.path.getsize(path + '-wal')
answer = [before, during, rules(), long, os.path.getsize(path + '-wal')]
"""


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize("somebody_reads", [False, True])
def test_sqlite_is_as_before_afterwards_and_its_log_short(tmp_path: Path, somebody_reads):
    outside = Outside(tmp_path, "tests.companies.imports.process_settings")
    path = outside.environment["NEGOCE_DATABASE"].removeprefix("sqlite:///")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("PRAGMA journal_mode=WAL")
    if somebody_reads:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM catalogue_productfamily").fetchone()
    before, during, after, long, left = outside.python(WRITTEN, path=path, names=RULES)
    assert before == after
    assert during[0] == 1
    assert long > 500_000
    # Whoever reads keeps the log: an import does not wait for them.
    assert left == (long if somebody_reads else 0)
    reader.close()


def test_the_search_for_rings_is_as_before_afterwards():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before


def test_commits_do_not_wait_for_the_disk_meanwhile():
    with bulk_commits(), connection.cursor() as cursor:
        statement = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
        cursor.execute(statement)
        loosened = str(cursor.fetchone()[0])
    assert loosened in ("1", "off")
