"""What `negoce check invoices` does: locks, series, chains, contents and files, one line a fault."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from negoce.billing.actions.check_invoices import (
    Fault,
    check_journal,
    check_locks,
    check_series,
    issued_count,
)
from negoce.billing.actions.issue_prepare import OfficialCheck, official_check
from negoce.billing.documents.electronic.validate import take_a_child
from negoce.billing.models import FiscalSeries
from negoce.cli.progress import Progress

FEW, MOST_HELPERS = 50, 4
_SAID = {
    "lock_missing": "the database no longer holds this lock",
    "vanished": "the journal saw it issued, and it is there no more",
    "gap": "numbers are missing",
    "duplicate": "the number is there twice",
    "date_order": "dated before the document of the number before",
    "number": "not the number of its place",
    "counter": "the counter does not stand where the documents end",
    "chain": "does not chain on the document before",
    "digest": "changed since it was issued",
    "content": "what was fixed is not what the rows say",
    "file_missing": "has no file yet",
    "file_changed": "the file is not the one that was made",
    "official": "breaks an official rule",
}


def check_issued(tell: Callable[[str], object], *, official: bool) -> int:
    """Look at every issued document and tell each fault; returns how many there are."""
    faults = 0
    for fault in _faults(official_check if official else None):
        faults += 1
        detail = f" ({fault.detail})" if fault.detail else ""
        tell(f"{fault.number}: {_SAID[fault.code]}{detail}")
    tell(f"{issued_count()} checked, {faults} faults")
    return faults


def _faults(check: OfficialCheck | None) -> Iterator[Fault]:
    """A core a child: the official rules take nearly all of the time, in processes of their own."""
    yield from check_locks()
    yield from check_journal()
    progress, total, done = Progress("Invoices"), issued_count(), 0
    with ThreadPoolExecutor(_helpers(total), initializer=take_a_child) as helpers:
        for series in FiscalSeries.objects.order_by("id"):
            for fault in check_series(series, check, helpers=helpers):
                if fault is not None:
                    progress.close()
                    yield fault
                    continue
                done += 1
                progress.show(done, total)
    progress.close()


def _helpers(total: int) -> int:
    """Each child costs a second to start and up to 400 MB: few invoices need one, and no machine many."""
    return 1 if total < FEW else min(MOST_HELPERS, os.cpu_count() or 1)
