"""Many processes that issue at once and are killed at any moment; then everything is counted.

Run in a process of its own, on a database that it may fill: it forks.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

BEGAN = date(2026, 1, 5)
WITHOUT_END = 1800


@dataclass(frozen=True, slots=True)
class Fire:
    """How hard: so many invoices to issue by so many processes, one of them killed after every few invoices."""

    invoices: int
    processes: int = 16
    a_kill: int = 10
    seed: int = 2026


def run(fire: Fire) -> dict[str, Any]:
    """Issue them all under fire; returns what was counted: invoices, kills, faults, seconds."""
    from django.db import connections

    demands = _demands(fire.invoices)
    connections.close_all()
    chance = random.Random(fire.seed)
    began = time.monotonic()
    done = mmap.mmap(-1, fire.invoices)
    workers = {
        _fork(demands, done, (rank, fire.processes), chance.random()): rank for rank in range(fire.processes)
    }
    kills = 0
    while workers:
        time.sleep(chance.uniform(0.002, 0.02))
        assert time.monotonic() - began < WITHOUT_END, "work without end"
        for worker in list(workers):
            pid, status = os.waitpid(worker, os.WNOHANG)
            if pid:
                del workers[worker]
                assert status == 0, f"a worker ended with {status}"
        issued = done[:].count(1)
        # By what is done, not by the clock: on a slow machine nobody would ever come to an end.
        if workers and kills < issued // fire.a_kill and issued < fire.invoices:
            victim = chance.choice(list(workers))
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)
            rank = workers.pop(victim)
            kills += 1
            workers[_fork(demands, done, (rank, fire.processes), chance.random())] = rank
    seconds = time.monotonic() - began
    return {"kills": kills, "seconds": round(seconds, 2), **counted(demands)}


def counted(demands: list[int]) -> dict[str, Any]:
    """What is stored: issued documents, faults of their series, demands issued more than once or not at all."""
    from negoce.billing.actions.check_invoices import check_locks, check_series
    from negoce.billing.models import FiscalDocument, FiscalSeries, Receivable
    from negoce.jobs.models import Job

    issued = FiscalDocument.objects.filter(state="issued")
    keys = Counter(issued.order_by("id").values_list("issue_key", flat=True))
    faults = [
        fault.code
        for series in FiscalSeries.objects.order_by("id")
        for fault in check_series(series, None)
        if fault
    ]
    return {
        "issued": issued.count(),
        "not_issued": len([key for key in demands if not keys[f"demand-{key}"]]),
        "twice": len([key for key, times in keys.items() if times > 1]),
        "faults": sorted({*faults, *(fault.code for fault in check_locks())} - {"file_missing"}),
        "receivables": Receivable.objects.count(),
        "files_asked_for": Job.objects.filter(task="billing.make_file").count(),
        "days": issued.order_by().values("issued_on").distinct().count(),
    }


def _demands(number: int) -> list[int]:
    """Drafts to issue."""
    from tests.factories.billing import item, make_customer, make_draft, make_seller

    make_seller()
    company = make_customer("Laiterie sous le feu")
    return [
        make_draft(company, [item(price=str(10 + place % 90), quantity="3")], supplied_on=BEGAN).pk
        for place in range(number)
    ]


def _fork(demands: list[int], done: mmap.mmap, share: tuple[int, int], seed: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _work(demands, done, share, random.Random(seed))
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _work(demands: list[int], done: mmap.mmap, share: tuple[int, int], chance: random.Random) -> None:
    """Issue one's own share in any order, and one in five times what is another's; end when nothing is left."""
    from django.db import OperationalError

    from negoce.billing.models import FiscalDocument
    from negoce.kit.refusal import Refused
    from tests.factories.billing import issue

    while True:
        waiting = [place for place in range(len(demands)) if not done[place]]
        if not waiting:
            return
        own = [place for place in waiting if place % share[1] == share[0]]
        place = chance.choice(own if own and chance.random() > 0.2 else waiting)
        key = demands[place]
        passed = (len(demands) - len(waiting)) * 20 // len(demands)
        day = BEGAN + timedelta(days=max(passed - chance.randint(0, 1), 0))
        try:
            issue(FiscalDocument(pk=key), day=day, issue_key=f"demand-{key}")
        except Refused:
            # Another was quicker with this draft, or numbered a later day.
            continue
        except OperationalError as problem:
            # What a person would see as "try again": told by the database, nothing written.
            if "locked" not in str(problem):
                raise
            continue
        done[place] = 1
