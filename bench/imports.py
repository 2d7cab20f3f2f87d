"""`python -m bench.imports --size 200k --rows 100000`: an import and its undo beside a filled database.

Measures seconds, rows a second, processor seconds of the process, how long transactions held others up, peak memory;
and what somebody waits for the list of companies meanwhile, beside what they wait when nothing else goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.databases import databases_to_measure, measured_inside
from bench.visitor import Visitor

SIZES = {"0": 0, "2k": 2_000, "20k": 20_000, "200k": 200_000}
LIST = "/companies/"
QUIET_SECONDS = 10
Site = tuple[Any, dict[str, str]]
_HEADER = "Raison sociale;SIRET;Adresse;CP;Ville;Téléphone;E-mail;Code APE;Effectif;Chiffre d'affaires"
_KINDS = (
    "Boulangerie",
    "Laiterie",
    "Cave",
    "Garage",
    "Pharmacie",
    "Imprimerie",
    "Ferme",
    "Atelier",
    "Société",
)
_NAMES = (
    "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David"
    " Bertrand Roux Vincent Fournier Morel Girard Andre Lefevre Mercier Dupont Lambert Bonnet Francois Martinez"
).split()
_PLACES = (
    ("38000", "Grenoble"), ("26150", "Die"), ("69003", "Lyon"), ("75011", "Paris"), ("13001", "Marseille"),
    ("31000", "Toulouse"), ("44000", "Nantes"), ("59000", "Lille"), ("67000", "Strasbourg"), ("33000", "Bordeaux"),
)  # fmt: skip
_CODES = ("10.71C", "47.11B", "56.10A", "43.21A", "62.01Z", "46.39B", "01.50Z", "45.20A")


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    if options.inside:
        print(json.dumps(_inside(options)))
        return 0
    for database in databases_to_measure(options.address, options.databases):
        with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
            for line in _measure(database, options, directory):
                print(line)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.imports")
    parser.add_argument("--size", choices=sorted(SIZES), default="20k", help="companies there before")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument(
        "--address", default="", help="a filled database of your own: rows stay out in the end"
    )
    parser.add_argument("--alone", action="store_true", help="nobody opens pages meanwhile")
    parser.add_argument("--profile", default="", help="write a profile of the import here")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(database: str, options: argparse.Namespace, directory: str) -> Iterator[str]:
    for name, values in measured_inside("bench.imports", database, options.address, directory).items():
        yield f"{database:<11} {name:<8} " + "  ".join(f"{key} {value}" for key, value in values.items())


def _inside(options: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    from bench.filling import fill

    fill(SIZES[options.size])
    with _site(options.alone) as site:
        return _measured(options, site)


def _measured(options: argparse.Namespace, site: Site | None) -> dict[str, Any]:
    from negoce.companies.actions.imports.create import create_import
    from negoce.companies.actions.imports.run import run_import
    from negoce.companies.actions.imports.start import start_import
    from negoce.companies.actions.imports.undo import run_undo, undo_import
    from negoce.identity.rules.actor import system_actor

    actor = system_actor()
    results: dict[str, Any] = {}
    if site:
        with _watched(site, results.setdefault("quiet", {})):
            time.sleep(QUIET_SECONDS)
    run = create_import(actor, name="bench.csv", pieces=[company_file(options.rows)])
    start_import(actor, run, enqueued=False)
    with _watched(site, meanwhile := {}):
        results["import"] = _timed(lambda held: run_import(actor, run, **held), options.rows, options.profile)
    results["import"] |= {"created": run.created_count, "refused": run.refused_count, **meanwhile}
    undo_import(actor, run, enqueued=False)
    undo_profile = f"{options.profile}.undo" if options.profile else ""
    with _watched(site, meanwhile := {}):
        results["undo"] = _timed(lambda held: run_undo(actor, run, **held), options.rows, undo_profile)
    results["undo"] |= {"undone": run.undone_count, **meanwhile}
    return results


@contextmanager
def _site(alone: bool) -> Iterator[Site | None]:
    """A running site, and the headers of an administrator who is signed in."""
    if alone:
        yield None
        return
    from bench import site as sites
    from bench.one_database import free_port, signed_in

    started = sites.start(free_port())
    try:
        yield started, signed_in(started.port)
    finally:
        started.stop()


@contextmanager
def _watched(site: Site | None, seen: dict[str, Any]) -> Iterator[None]:
    """Have somebody open the list of companies meanwhile, and put into `seen` what they waited."""
    if site is None:
        yield
        return
    visitor = Visitor(site[0].port, LIST, site[1])
    try:
        yield
    finally:
        seen |= {f"list_{name}": value for name, value in visitor.leave().items()}


def _timed(work: Any, rows: int, profile: str) -> dict[str, Any]:
    import cProfile

    from django.db import transaction

    began, longest = [0.0], [0.0]

    def hold() -> None:
        began[0] = time.perf_counter()
        transaction.on_commit(lambda: longest.append(time.perf_counter() - began[0]))

    recorder = cProfile.Profile() if profile else None
    start, cpu = time.perf_counter(), time.process_time()
    if recorder:
        recorder.enable()
    work({"hold": hold, "progress": lambda done, total: None})
    if recorder:
        recorder.disable()
        recorder.dump_stats(profile)
    seconds = time.perf_counter() - start
    ordered = sorted(longest)
    return {
        "seconds": round(seconds, 1),
        "rows/s": int(rows / seconds),
        "cpu_s": round(time.process_time() - cpu, 1),
        "lock_p95_ms": int(1000 * ordered[int(len(ordered) * 0.95) - 1]),
        "lock_max_ms": int(1000 * ordered[-1]),
        "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def company_file(rows: int, seed: int = 7) -> bytes:
    """A file of companies, one in a hundred with a wrong SIRET, one in fifty there twice."""
    draw = random.Random(seed)
    lines, siret = [_HEADER], 0
    for number in range(rows):
        if number % 50 == 49:
            lines.append(lines[draw.randrange(max(1, len(lines) - 300), len(lines))])
            continue
        siret = _valid(f"{800_000_000 + number * 7:09d}"[:8])
        if number % 100 == 98:
            siret = siret[:-1] + str((int(siret[-1]) + 1) % 10)
        code, city = draw.choice(_PLACES)
        name = f"{draw.choice(_KINDS)} {draw.choice(_NAMES)} {draw.choice(_NAMES)} {number}"
        lines.append(
            f"{name};{siret};{draw.randrange(1, 99)} rue {draw.choice(_NAMES)};{code};{city};"
            f"04 {number // 10000 % 100:02d} {number // 100 % 100:02d} {number % 100:02d} 10;"
            f"contact{number}@{draw.choice(_NAMES).lower()}{number}.example;{draw.choice(_CODES)};"
            f"{draw.randrange(1, 400)};{draw.randrange(1, 900)} {draw.randrange(100, 999)},50 €"
        )
    return "\r\n".join(lines).encode() + b"\r\n"


def _valid(root: str) -> str:
    siren = root + _key(root)
    return f"{siren}0001{_key(siren + '0001')}"


def _key(digits: str) -> str:
    """The last digit that makes Luhn's sum hold."""
    doubled = (int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits)))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


if __name__ == "__main__":
    sys.exit(main())
