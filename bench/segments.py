"""`make bench-segments`: how long it takes to count the target of a plan, filter by filter, and to freeze it."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from bench.frame import measure, timed

_TIMES = 9
# Name of the custom field with amounts, in the order of bench/custom_fields.py: its column is `custom_…`.
FILTERS = (
    ("everybody", ""),
    ("department", "department is 69"),
    ("postal code begins with", "postal_code starts 690"),
    ("activity code begins with", "activity_code starts 47"),
    ("headcount", "headcount at_least 48"),
    ("status", "status is suspect,lead,cold"),
    ("headcount and activity", "headcount at_least 12 and activity_code starts 47"),
    ("headcount, activity and department", "headcount at_least 12 and activity_code starts 4 and department is 69,38"),
    ("status and headcount", "status is dormant,lost and headcount at_least 12"),
    ("status, kind and departments", "status is suspect and kind is retailer and department is 69,38,42"),
    ("either", "department is 69 or headcount at_least 120"),
    ("custom amount", "{custom} over 5000"),
    ("custom amount, status and activity", "{custom} over 5000 and status is suspect and activity_code starts 4"),
    ("not contacted for 90 days, headcount", "last_contact_on older 90 and headcount at_least 48"),
)  # fmt: skip


def main() -> int:
    """Print a table of milliseconds for each database."""
    columns = {"companies": ",", "median ms": ".0f", "worst ms": ".0f"}
    return measure("bench.segments", _measured, columns=columns, companies=200_000)


def _measured(companies: int) -> dict[str, tuple[int, float, float]]:
    from negoce.companies.models import CustomField
    from negoce.identity.models import User
    from negoce.identity.queries.actors import actor_for
    from negoce.prospecting.queries.plans import segment_of

    _fill(companies)
    amount = CustomField.objects.filter(label="Potentiel").order_by("pk").get()
    found: dict[str, tuple[int, float, float]] = {}
    for role in ("administrator", "salesperson"):
        actor = actor_for(User.objects.filter(role=role).order_by("pk")[0])
        for name, written in FILTERS:
            text = written.replace("{custom}", amount.key)
            segment = segment_of(actor, text)
            if segment.problems:
                raise RuntimeError(f"{name}: {segment.problems}")
            found[f"{role}: {name}"] = (
                segment.count,
                *timed(lambda a=actor, t=text: segment_of(a, t), _TIMES),
            )
    found["freezing everybody, whole, and its longest transaction"] = _frozen()
    return found


def _frozen() -> tuple[int, float, float]:
    from datetime import date

    from negoce.identity.models import User
    from negoce.identity.queries.actors import actor_for
    from negoce.prospecting.actions.plan_start import freeze_target
    from negoce.prospecting.models import ProspectingPlan

    actor = actor_for(User.objects.filter(role="administrator").order_by("pk")[0])
    plan = ProspectingPlan.objects.create(
        name="x",
        objective="new_target",
        state="running",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1),
    )
    began, laps = time.perf_counter(), list[float]()
    count = freeze_target(actor, plan, progress=lambda _done, _all: laps.append(time.perf_counter()))
    longest = max(after - before for before, after in pairwise(laps))
    return count, (laps[-1] - began) * 1000, longest * 1000


def _fill(companies: int) -> None:
    from datetime import date

    from django.core.management import call_command

    from bench.custom_fields import fill_custom
    from bench.house import make_people, make_territories
    from bench.loading import finish, load
    from bench.rows import World
    from negoce.companies.models import Company
    from negoce.portfolio.enums import LifeStatus
    from negoce.portfolio.models import CustomerLife

    call_command("migrate", verbosity=0)
    load(Company, World(companies, make_people(teams=4), make_territories(), []).companies())
    draw, statuses = random.Random(7), list(LifeStatus)
    lives = (
        CustomerLife(
            company_id=key,
            status=(status := draw.choice(statuses)).value,
            computed=status.value,
            status_since=date(2026, 1, 1),
            as_of=date(2026, 11, 20),
        )
        for key in list(Company.objects.order_by("pk").values_list("pk", flat=True))
    )
    CustomerLife.objects.bulk_create(lives, batch_size=2_000)
    fill_custom()
    finish()


if __name__ == "__main__":
    raise SystemExit(main())
