"""`make bench-matrix`: potential and accessibility of many companies: the night, new weights, the page, its picture."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench.databases import databases_to_measure, measured_inside

_TIMES = 7


def main() -> int:
    """Print a table of milliseconds for each database."""
    options = _options()
    if options.inside:
        print(json.dumps(_measured(options.companies)))
        return 0
    print("| database | what | median ms | worst ms |\n|---|---|--:|--:|")
    for database in databases_to_measure("", options.databases):
        with tempfile.TemporaryDirectory() as directory:
            found = measured_inside("bench.matrix", database, "", directory)
        for what, (median, worst) in found.items():
            print(f"| {database} | {what} | {median:.0f} | {worst:.0f} |")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.matrix")
    parser.add_argument("--companies", type=int, default=200_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(companies: int) -> dict[str, tuple[float, float]]:
    import django

    django.setup()
    from django.test import Client
    from django.utils import timezone

    from negoce.identity.models import User
    from negoce.portfolio.actions.target_refresh import refresh_all_targets
    from negoce.prospecting.actions.target_reweigh import reweigh
    from negoce.prospecting.models import TargetCriterion, TargetIndex
    from negoce.prospecting.queries.target_index import criteria

    _fill(companies)
    night = _timed(lambda: refresh_all_targets(today=timezone.localdate()), 1)
    _finish()
    first = TargetCriterion.objects.order_by("pk").first()
    assert first is not None
    weights = iter(range(1_000))

    def other_weights() -> None:
        TargetCriterion.objects.filter(pk=first.pk).update(weight=next(weights) % 9 + 1)
        reweigh(criteria())

    found = {
        f"the night: {TargetIndex.objects.count():,} companies noted": night,
        "new weights kept: every company placed again": _timed(other_weights),
    }
    _finish()
    for who, user in (
        ("administrator", User.objects.filter(role="administrator")),
        ("salesperson", User.objects.filter(role="salesperson")),
    ):
        client = Client(SERVER_NAME="localhost")
        client.force_login(user.order_by("pk")[0])
        tried = f"w_{first.public_id}=10"
        for what, address in (
            ("page", "/prospecting/matrix/"),
            ("picture", "/prospecting/matrix/figure/"),
            ("picture by cells", "/prospecting/matrix/figure/?view=density"),
            ("picture of weights tried out", f"/prospecting/matrix/figure/?{tried}"),
            ("the same by cells", f"/prospecting/matrix/figure/?view=density&{tried}"),
        ):
            found[f"{who}: {what}"] = _timed(lambda client=client, address=address: _asked(client, address))
    return found


def _asked(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _fill(companies: int) -> None:
    from django.core.management import call_command

    from bench.loading import load
    from bench.rows import World
    from negoce.companies.models import Company, Contact, Post
    from negoce.identity.models import Team, Territory, User

    call_command("migrate", verbosity=0)
    teams = [Team.objects.create(name=f"Équipe {number}") for number in range(4)]
    roles = ["administrator", "manager", *["salesperson"] * 18]
    users = [
        User.objects.create(
            email=f"person{number}@negoce.example",
            first_name="Camille",
            last_name=f"Roche{number}",
            role=role,
            team=teams[number % len(teams)],
            password="!",
        ).pk
        for number, role in enumerate(roles)
    ]
    territories = [Territory.objects.create(name=f"Territoire {number}").pk for number in range(6)]
    world = World(companies, users, territories, [])
    load(Company, world.companies())
    load(Contact, world.contacts())
    load(Post, world.posts())
    _finish()


def _finish() -> None:
    from bench.loading import finish

    finish()


def _timed(work: Callable[[], object], times: int = _TIMES) -> tuple[float, float]:
    taken = []
    for _each in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), max(taken)


if __name__ == "__main__":
    raise SystemExit(main())
