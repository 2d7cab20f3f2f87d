"""`make bench-matrix`: potential and accessibility of many companies: the night, new weights, the page, its picture."""

from __future__ import annotations

from typing import Any

from bench.frame import measure, timed

_TIMES = 7


def main() -> int:
    """Print a table of milliseconds for each database."""
    columns = {"median ms": ".0f", "worst ms": ".0f"}
    return measure("bench.matrix", _measured, columns=columns, companies=200_000)


def _measured(companies: int) -> dict[str, tuple[float, float]]:
    from django.test import Client
    from django.utils import timezone

    from bench.loading import finish
    from negoce.identity.models import User
    from negoce.portfolio.actions.target_refresh import refresh_all_targets
    from negoce.prospecting.actions.target_reweigh import reweigh
    from negoce.prospecting.models import TargetCriterion, TargetIndex
    from negoce.prospecting.queries.target_index import criteria

    _fill(companies)
    night = timed(lambda: refresh_all_targets(today=timezone.localdate()), 1)
    finish()
    first = TargetCriterion.objects.order_by("pk").first()
    assert first is not None
    weights = iter(range(1_000))

    def other_weights() -> None:
        TargetCriterion.objects.filter(pk=first.pk).update(weight=next(weights) % 9 + 1)
        reweigh(criteria())

    found = {
        f"the night: {TargetIndex.objects.count():,} companies noted": night,
        "new weights kept: every company placed again": timed(other_weights, _TIMES),
    }
    finish()
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
            found[f"{who}: {what}"] = timed(
                lambda client=client, address=address: _asked(client, address), _TIMES
            )
    return found


def _asked(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _fill(companies: int) -> None:
    from django.core.management import call_command

    from bench.house import make_people, make_territories
    from bench.loading import finish, load
    from bench.rows import World
    from negoce.companies.models import Company, Contact, Post

    call_command("migrate", verbosity=0)
    world = World(companies, make_people(teams=4), make_territories(), [])
    load(Company, world.companies())
    load(Contact, world.contacts())
    load(Post, world.posts())
    finish()


if __name__ == "__main__":
    raise SystemExit(main())
