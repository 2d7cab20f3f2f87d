"""How the commits of imports reach the disk: loosened for them alone, and as before afterwards."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest
from django.db import connection, transaction

from negoce.companies.actions.imports.pace import bulk_commits, let_others_write, seldom_collected
from negoce.companies.actions.search.write import write_new_entries
from negoce.companies.rules.search.terms import EVERYBODY, IndexedEntry, entry_id
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


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's own log of writes")
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


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL's own indexes and locks")
def test_terms_are_kept_aside_for_a_batch_and_taken_in_after_it():
    assert _setting("gin_pending_list_limit") == "256kB"
    with bulk_commits():
        assert _setting("gin_pending_list_limit") == "4MB"
        with transaction.atomic():
            _keep_autovacuum_away()
            write_new_entries(*_entries(1_500))
            let_others_write(0.0)
            assert _taken_in_now() > 256 * 1024, "the transaction took terms in itself"
        with transaction.atomic():
            write_new_entries(*_entries(500, since=5_000))
        let_others_write(0.0)
        assert _taken_in_now() == 0
        with transaction.atomic():
            write_new_entries(*_entries(500, since=6_000))
    assert _taken_in_now() == 0
    assert _setting("gin_pending_list_limit") == "256kB"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL's own indexes and locks")
def test_an_index_of_search_leaves_it_to_connections_how_much_is_kept_aside():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reloptions FROM pg_class WHERE relname LIKE 'search\\_terms\\_of\\_%%'"
        )
        assert {options for _name, options in cursor.fetchall()} == {None}


def _entries(count: int, since: int = 1) -> tuple[list[IndexedEntry], list[str]]:
    entries = [
        IndexedEntry(
            entry_id(1, number), number, f"societe {number}", f"societe {number:05d}", "", "", "", EVERYBODY
        )
        for number in range(since, since + count)
    ]
    many = [" ".join(f"#{entry.id % 100_000:05d}{each:02d}" for each in range(40)) for entry in entries]
    return entries, [f"{entry.terms()} {more}" for entry, more in zip(entries, many, strict=True)]


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


def _keep_autovacuum_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE companies_searchentry IN SHARE UPDATE EXCLUSIVE MODE")


def _taken_in_now() -> int:
    """Take in what the index of companies still kept aside; returns how many bytes that was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_terms_of_companies')")
        return int(cursor.fetchone()[0]) * 8192
