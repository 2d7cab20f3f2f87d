"""`python -m bench.import_orders --address ADDRESS --rows 1000000`: lines of orders beside a filled database.

Measures seconds, rows a second, processor seconds, the transactions and peak memory, for the import and its undo.
`measure(work, rows)` serves other benches of imports too. The rows stay out in the end.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

_HEADER = (
    "N° commande;Date;Raison sociale;Code postal;Référence article;Désignation;Quantité;PU HT;Montant HT"
)
CUSTOMERS = 30_000


def main() -> int:
    """Measure what the command line asks for."""
    options = parse("bench.import_orders")
    with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
        setup(options.address, directory)
        from negoce.companies.models import Company

        customers = list(
            Company.objects.filter(deleted_at__isnull=True)
            .order_by("pk")
            .values_list("name", "postal_code")[: CUSTOMERS * 5 : 5]
        )
        bring_in_and_out(order_file(options.rows, customers), options, "lignes.csv")
    return 0


def parse(program: str) -> argparse.Namespace:
    """The options of a bench of imports."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--address", required=True, help="a filled database of your own")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--profile", default="", help="write profiles here (.import, .undo)")
    parser.add_argument("--keep", action="store_true", help="do not undo")
    return parser.parse_args()


def setup(address: str, directory: str) -> None:
    """Start Django on a database."""
    os.environ.update(
        NEGOCE_DATABASE=address, NEGOCE_DATA=directory, DJANGO_SETTINGS_MODULE="negoce.config.settings.dev"
    )
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False


def bring_in_and_out(
    pieces: Iterator[bytes], options: argparse.Namespace, name: str, target: str = ""
) -> None:
    """Import a file, then undo it; print a line for each."""
    from negoce.companies.actions.imports.create import create_import
    from negoce.companies.actions.imports.run import run_import
    from negoce.companies.actions.imports.start import start_import
    from negoce.companies.actions.imports.undo import run_undo, undo_import
    from negoce.identity.rules.actor import system_actor

    actor = system_actor()
    run = create_import(actor, name=name, pieces=pieces, target=target)
    start_import(actor, run, enqueued=False)
    found = measure(lambda **held: run_import(actor, run, **held), options.rows, options.profile, ".import")
    print("import", found, "created", run.created_count, "refused", run.refused_count, flush=True)
    if options.keep:
        return
    undo_import(actor, run, enqueued=False)
    found = measure(lambda **held: run_undo(actor, run, **held), options.rows, options.profile, ".undo")
    print("undo  ", found, "undone", run.undone_count, "kept", run.kept_count, flush=True)


def measure(work: Callable[..., object], rows: int, profile: str = "", suffix: str = "") -> dict[str, Any]:
    """Run `work(hold=…, progress=…)` of an import or undo, and say what it cost."""
    import cProfile

    from django.db import transaction

    began, taken = [0.0], [0.0]

    def hold() -> None:
        began[0] = time.perf_counter()
        transaction.on_commit(lambda: taken.append(time.perf_counter() - began[0]))

    recorder = cProfile.Profile() if profile else None
    start, cpu = time.perf_counter(), time.process_time()
    if recorder:
        recorder.runcall(work, hold=hold, progress=lambda done, total: None)
        recorder.dump_stats(profile + suffix)
    else:
        work(hold=hold, progress=lambda done, total: None)
    seconds = time.perf_counter() - start
    ordered = sorted(taken)
    return {
        "seconds": round(seconds, 1),
        "rows/s": int(rows / seconds),
        "cpu_s": round(time.process_time() - cpu, 1),
        "transactions": len(taken) - 1,
        "lock_p50_ms": int(1000 * ordered[len(ordered) // 2]),
        "lock_p95_ms": int(1000 * ordered[int(len(ordered) * 0.95) - 1]),
        "lock_max_ms": int(1000 * ordered[-1]),
        "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def order_file(rows: int, customers: list[tuple[str, str]], seed: int = 11) -> Iterator[bytes]:
    """Orders day by day as an ERP writes them, four lines each on average; one row in a thousand is faulty."""
    draw = random.Random(seed)
    yield (_HEADER + "\r\n").encode()
    made, order = 0, 0
    while made < rows:
        order += 1
        name, place = draw.choice(customers)
        day = order * 1000 * 4 // rows % 1000
        when = f"{1 + day % 28:02d}/{1 + day // 28 % 12:02d}/{2023 + day // 336}"
        piece = []
        for _line in range(min(draw.randrange(1, 8), rows - made)):
            product, quantity, price = (
                draw.randrange(1, 3_001),
                draw.randrange(1, 50),
                draw.randrange(99, 40_000),
            )
            net = quantity * price
            amount = "beaucoup" if draw.random() < 0.001 else f"{net // 100},{net % 100:02d}"
            piece.append(
                f"BC{order:08d};{when};{name};{place};P{product:05d};Article {product};"
                f"{quantity};{price // 100},{price % 100:02d};{amount}"
            )
            made += 1
        yield ("\r\n".join(piece) + "\r\n").encode()


if __name__ == "__main__":
    sys.exit(main())
