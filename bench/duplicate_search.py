"""`python -m bench.duplicate_search`: every company compared while people open pages; NEGOCE_DATABASE names the file.

Prints what the search takes (seconds, processor, peak memory), what somebody waits for the list of companies when
nothing else goes on and during the search, and what the warning takes while a name is typed. It stores pairs, as the
nightly job does.
"""

from __future__ import annotations

import os
import resource
import time
from typing import Any

LIST = "/companies/"
QUIET_SECONDS = 10
TYPED = 200


def main() -> None:
    """Measure the database that NEGOCE_DATABASE names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "negoce.config.settings.dev")
    import django

    django.setup()
    from django.conf import settings

    from bench import site as sites
    from bench.one_database import free_port, signed_in
    from bench.visitor import Visitor

    settings.DEBUG = False
    site = sites.start(free_port())
    try:
        headers = signed_in(site.port)
        visitor = Visitor(site.port, LIST, headers)
        time.sleep(QUIET_SECONDS)
        _tell("list, quiet", visitor.leave())
        _tell("typing, quiet", _typing())
        visitor = Visitor(site.port, LIST, headers)
        found = _search()
        _tell("list, meanwhile", visitor.leave())
        _tell("search", found)
    finally:
        site.stop()


def _tell(what: str, figures: dict[str, Any]) -> None:
    print(f"{what:<16} " + "  ".join(f"{name} {value}" for name, value in figures.items()), flush=True)


def _search() -> dict[str, Any]:
    from negoce.companies.actions.duplicates_find import find_duplicates
    from negoce.companies.queries.duplicates_read import COMPANY

    started, processor = time.perf_counter(), time.process_time()
    pairs = find_duplicates(COMPANY, everything=True)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "processor_s": round(time.process_time() - processor, 1),
        "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pairs": pairs,
    }


def _typing() -> dict[str, Any]:
    """What `find_similar` takes for names that are there, one in three with a slip."""
    from negoce.companies.models import Company
    from negoce.companies.queries.duplicates_typed import find_similar
    from negoce.identity.rules.actor import system_actor

    rows = Company.objects.filter(deleted_at__isnull=True).order_by("pk")
    step = max(1, rows.count() // TYPED)
    names = list(rows.values_list("name", "phone", "email", "postal_code")[::step])[:TYPED]
    actor, waited = system_actor(), []
    for place, (name, phone, email, postal_code) in enumerate(names):
        typed = name[:4] + name[5:] if place % 3 == 0 else name
        started = time.perf_counter()
        find_similar(actor, name=typed, phone=phone, email=email, postal_code=postal_code)
        waited.append(1000 * (time.perf_counter() - started))
    ordered = sorted(waited)
    return {
        "p50_ms": round(ordered[len(ordered) // 2], 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
    }


if __name__ == "__main__":
    main()
