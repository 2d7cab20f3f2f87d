"""`make bench-scores`: scores of many companies, by rules and learned: the first time, the night after."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from bench.frame import measure

# Of a hundred companies, so many have bought; of a hundred exchanges, so many say something.
_BUYERS, _SAYING = 30, 20
_CHANGED = 5


def main() -> int:
    """Print a table of seconds for each database: on the clock, and of our own processor."""
    columns = {"rows": ",", "seconds": ".1f", "of processor": ".1f"}
    return measure("bench.scores", _measured, columns=columns, companies=200_000)


def _measured(companies: int) -> dict[str, tuple[int, float, float]]:
    from django.utils import timezone

    from bench.loading import finish
    from negoce.portfolio.actions.scoring_fit import fit_scores
    from negoce.portfolio.actions.scoring_refresh import refresh_model_scores
    from negoce.portfolio.queries.scoring_facts import facts_on, prospects_on
    from negoce.portfolio.queries.scoring_rows import team_rows
    from negoce.prospecting.actions.lead_score_refresh import refresh_all_scores

    _fill(companies)
    today = timezone.localdate()
    found: dict[str, tuple[int, float, float]] = {}

    def timed(what: str, work: Callable[[], int]) -> None:
        began, busy = time.perf_counter(), time.process_time()
        rows = work()
        found[what] = rows, time.perf_counter() - began, time.process_time() - busy
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"  {what}: {rows:,} in {found[what][1]:.1f} s ({found[what][2]:.1f}), {most} MB", file=sys.stderr
        )

    timed("scores by rules, the first time: written", lambda: refresh_all_scores(today=today))
    finish()
    timed("the same once more: written", lambda: refresh_all_scores(today=today))
    timed("the night after: written", lambda: refresh_all_scores(today=today + timedelta(days=1)))
    timed("what was known on past days: rows", lambda: len(team_rows(today).owners))
    timed("what is known today: rows", lambda: len(facts_on(prospects_on(today))[0]))
    timed("learning, cross-validation included: rows", lambda: fit_scores(today=today).rows)
    timed("learned scores, the first time: written", lambda: refresh_model_scores(today=today))
    finish()
    timed("the night after, learned: written", lambda: refresh_model_scores(today=today + timedelta(days=1)))
    return found


def _fill(companies: int) -> None:
    from django.core.management import call_command

    from bench.house import make_people, make_territories
    from bench.loading import finish, load
    from bench.rows import World
    from negoce.companies.models import Activity, Company, Contact
    from negoce.identity.models import JournalEntry
    from negoce.orders.models import Order

    call_command("migrate", verbosity=0)
    world = World(companies, make_people(manager=False), make_territories(1), [])
    load(Company, world.companies())
    load(Contact, world.contacts())
    draw = random.Random(5)
    load(Activity, (_saying(row, draw) for row in world.activities()))
    load(Order, _first_purchases(world.orders(), companies, draw))
    load(JournalEntry, _changes(companies, draw))
    _rules()
    finish()


def _saying(row: dict[str, object], draw: random.Random) -> dict[str, object]:
    """An exchange, one in five of which brings points."""
    if draw.randrange(100) < _SAYING:
        told = draw.choice(("meeting_answer", "quote_wanted", "need_recorded", "buying_intent", "direction"))
        row |= {
            told: {"meeting_answer": "accepted", "need_recorded": "Des gants", "direction": "incoming"}.get(
                told, True
            )
        }
    return row


def _first_purchases(
    orders: Iterator[dict[str, object]], companies: int, draw: random.Random
) -> Iterator[dict[str, object]]:
    """One order of each company that has bought."""
    for key, row in zip(range(1, companies + 1), orders, strict=False):
        if draw.randrange(100) < _BUYERS:
            yield row | {"company_id": key}


def _changes(companies: int, draw: random.Random) -> Iterator[dict[str, object]]:
    """Companies whose headcount was filled in last year."""
    from django.utils import timezone

    from negoce.kit.public_id import new_public_id

    now = timezone.now()
    for key in range(1, companies + 1):
        if draw.randrange(100) < _CHANGED:
            yield {
                "id": key,
                "public_id": new_public_id(),
                "at": now - timedelta(days=draw.randrange(400)),
                "actor_name": "Camille Roche",
                "origin": "web",
                "verb": "updated",
                "subject_kind": "company",
                "subject_id": key,
                "company_key": key,
                "values": json.dumps({"headcount": [None, 12]}),
            }


def _rules() -> None:
    from negoce.demo.seeding.scores import FIT
    from negoce.identity.rules.actor import system_actor
    from negoce.prospecting.actions.score_rule_save import begin_with_rules, save_rule
    from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind

    actor = system_actor()
    begin_with_rules(actor, [(event, event.value) for event in ScoreEvent])
    for name, points, condition in FIT:
        save_rule(actor, None, kind=ScoreRuleKind.FIT.value, name=name, points=points, condition=condition)


if __name__ == "__main__":
    raise SystemExit(main())
