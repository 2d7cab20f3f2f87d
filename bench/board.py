"""`make bench-board`: many deals under way: the board, a card that moves, the page of one, what is added up."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.frame import measure

_TIMES = 40


def main() -> int:
    """Print a table of milliseconds for each database."""
    return measure(
        "bench.board",
        _measured,
        columns={"median ms": ".1f", "of our own work ms": ".1f", "worst ms": ".1f"},
        companies=20_000,
        deals=30_000,
    )


def _measured(companies: int, deals: int) -> dict[str, tuple[float, ...]]:
    from django.test import Client

    from negoce.identity.models import User
    from negoce.identity.queries.actors import actor_for
    from negoce.negotiation.models import Deal
    from negoce.negotiation.queries.deals.asked import BoardAsked
    from negoce.negotiation.queries.deals.board import lane_figures
    from negoce.negotiation.queries.deals.visible import visible_deals

    _fill(companies, deals)
    found = {}
    for role in ("administrator", "manager", "salesperson"):
        user = User.objects.filter(role=role).order_by("pk")[0]
        actor = actor_for(user)
        client = Client(SERVER_NAME="localhost")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        some = iter(list(visible_deals(actor).order_by("pk")[: 2 * _TIMES + 20]) * 2)

        def moved(client: Client = client, some: Iterator[Deal] = some) -> None:
            deal = next(some)
            given = {"column": "negotiation" if deal.step != "negotiation" else "discovery", "place": "board"}
            told(client.post(f"/deals/{deal.public_id}/step/", given))

        def opened(client: Client = client, some: Iterator[Deal] = some) -> None:
            told(client.get(f"/deals/{next(some).public_id}/"))

        for what, work in (
            ("board, 20 cards a column", lambda client=client: told(client.get("/deals/board/"))),
            ("board, 480 cards", lambda client=client: told(client.get("/deals/board/?cards=80"))),
            ("forecast", lambda client=client: told(client.get("/deals/forecast/"))),
            ("calendar", lambda client=client: told(client.get("/deals/calendar/"))),
            ("a card moves", moved),
            ("page of a deal", opened),
            ("count and sum of each step", lambda actor=actor: lane_figures(actor, BoardAsked())),
        ):
            work()
            work()
            found[f"{role}: {what}"] = own_work(work)
    return {**found, **_compared(deals)}


def _compared(deals: int) -> dict[str, tuple[float, ...]]:
    """Each tab of the page that compares as many deals closed in a year."""
    from django.test import Client

    from bench.closed import fill_closed
    from bench.loading import finish
    from negoce.companies.models import Company
    from negoce.identity.models import User

    fill_closed(
        deals,
        companies=list(Company.objects.order_by("pk").values_list("pk", flat=True)),
        owners=list(User.objects.order_by("pk").values_list("pk", flat=True)),
    )
    finish()
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.filter(role="administrator").order_by("pk")[0],
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    found = {}
    for tab in ("where", "why", "when", "buyers"):

        def shown(address: str = f"/deals/wins-and-losses/?tab={tab}") -> None:
            told(client.get(address))

        shown()
        found[f"administrator: wins and losses, tab {tab}"] = own_work(shown)
    return found


def own_work(work: Callable[[], object]) -> tuple[float, ...]:
    """The median on the clock, that of this process's own work, which others do not disturb, and the worst."""
    clock, own = [], []
    for _each in range(_TIMES):
        began, worked = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - worked) * 1000)
    return statistics.median(clock), statistics.median(own), max(clock)


def told(answer: Any) -> None:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")


def _fill(companies: int, deals: int) -> None:
    from django.core.management import call_command

    from bench.house import make_people, make_territories
    from bench.loading import finish, load
    from bench.rows import World
    from negoce.companies.models import Company

    call_command("migrate", verbosity=0)
    people = make_people(teams=4)
    world = World(companies, people, make_territories(), [])
    load(Company, world.companies())
    homes = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    fill_deals(deals, companies=homes, owners=people)
    finish()


def fill_deals(deals: int, *, companies: list[int], owners: list[int]) -> None:
    """Write that many deals under way, of every cycle and step, in places drawn once for all."""
    from django.utils import timezone

    from negoce.negotiation.models import Deal, SalesCycle
    from negoce.negotiation.rules.deal_steps import STEPS

    drawn = random.Random(7)
    today = timezone.localdate()
    cycles = [None, None, *SalesCycle.objects.order_by("pk").values_list("pk", flat=True)]
    Deal.objects.bulk_create(
        (
            Deal(
                name=f"Affaire {number}",
                name_key=f"affaire {number}",
                company_id=drawn.choice(companies),
                owner_id=drawn.choice(owners),
                cycle_id=drawn.choice(cycles),
                step=drawn.choice(STEPS).value,
                step_since=today - timedelta(days=drawn.randrange(90)),
                amount=Decimal(drawn.randrange(500, 90_000)),
                close_on=today + timedelta(days=drawn.randrange(-30, 180)) if drawn.random() < 0.8 else None,
            )
            for number in range(deals)
        ),
        batch_size=2_000,
    )


if __name__ == "__main__":
    raise SystemExit(main())
