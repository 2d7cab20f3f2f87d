"""Merges that cross, and an import that runs into one: one after the other, on whatever record stands then."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.models import Company, ImportRun
from negoce.identity.enums import Role
from tests.companies.merge.test_merge_undo_race import until_somebody_waits
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, text_file
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)

CROSS = """
import threading
from django.db import connection
from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.models import Company, MergeRecord
from negoce.identity.rules.actor import system_actor
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
ends, gate = [], threading.Barrier(2)
def merge(kept, absorbed):
    pair = [Company.objects.get(pk=key) for key in (kept, absorbed)]
    gate.wait()
    try:
        merge_companies(system_actor(), kept=pair[0], absorbed=pair[1], values={})
        ends.append("merged")
    except (Refused, NotAllowed):
        ends.append("refused")
    connection.close()
globals().update(locals())
for one, two in pairs:
    threads = [threading.Thread(target=merge, args=each) for each in ((one, two), (two, one))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
answer = [sorted(ends), Company.objects.filter(deleted_at__isnull=True).count(), MergeRecord.objects.count()]
"""


def test_of_two_merges_that_cross_one_is_refused(tmp_path: Path) -> None:
    pairs = [(make_company(f"Gardot {n}").pk, make_company(f"Gardot {n} SA").pk) for n in range(6)]
    ends, alive, merges = Outside(tmp_path).python(CROSS, pairs=pairs)
    assert ends == ["merged"] * 6 + ["refused"] * 6
    assert (alive, merges) == (6, 6)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between")
def test_an_import_waits_for_a_merge_and_writes_to_the_survivor() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    kept, absorbed = make_company("Gardot"), make_company("Roux", city="Lyon")
    run = make_import(text_file("Nom;Ville;Téléphone", "Roux;Lyon;0476000001"), actor=actor)
    start_import(actor, run, enqueued=False)

    def bring_in() -> None:
        try:
            run_import(actor, run, progress=lambda _done, _total: None, hold=lambda: None)
        finally:
            connection.close()

    with transaction.atomic():
        merge_companies(actor, kept=kept, absorbed=absorbed, values={})
        thread = threading.Thread(target=bring_in)
        thread.start()
        until_somebody_waits()
    thread.join()
    assert counts(ImportRun.objects.get(pk=run.pk)) == {"updated": 1}
    assert dict(Company.objects.values_list("name", "phone")) == {"Gardot": "+33476000001", "Roux": ""}
