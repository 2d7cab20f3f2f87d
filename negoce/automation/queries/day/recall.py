"""Customers who went quiet: whom to call again, by what they were worth (R-P7 gives the value)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate
from negoce.automation.queries.day.past_year import last_years
from negoce.automation.rules.day_stake import Amounts, stake_of
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.queries.steering import current_steering
from negoce.portfolio.rules.recall import recall
from negoce.portfolio.rules.steering import Steering

_READ = ("company_id", "last_order_on", "cadence_days", "p_alive", "order_days", "status_since")
_FOLLOWED = 2 * MOST_OF_A_SOURCE


def recalls(asked: Asked) -> Sequence[Candidate]:
    """Dormant and lost customers with whom nothing is planned and whom a call is worth its cost; three queries."""
    rows = CustomerLife.objects.filter(
        asked.untouched(),
        company__in=asked.own().values("pk"),
        status__in=[LifeStatus.DORMANT.value, LifeStatus.LOST.value],
        last_order_on__lte=asked.today,
    ).order_by("company_id")
    found = list(rows.values(*_READ, "company__public_id", "company__sales__net_total", "first_order_on"))
    found.sort(key=lambda row: -_rough(row))
    likely = found[:_FOLLOWED]
    years = last_years({row["company_id"]: row["last_order_on"] for row in likely})
    steering = current_steering()
    made = [_candidate(row, years.get(row["company_id"], Amounts()), steering, asked.today) for row in likely]
    return [each for each in made if each is not None][:MOST_OF_A_SOURCE]


def chance_of_return(p_alive: float | None, steering: Steering) -> float:
    """The probability that a customer buys again: that of its life, else the one the team set, as in the portfolio."""
    if p_alive is not None and 0 <= p_alive <= 1:
        return p_alive
    return float(steering.recall_percent) / 100


def _rough(row: Mapping[str, Any]) -> float:
    """About what a year with the customer was worth, from what is at hand."""
    total = row["company__sales__net_total"] or Decimal(0)
    first = row["first_order_on"] or row["last_order_on"]
    years: float = max(1.0, (row["last_order_on"] - first).days / 365)
    return float(total) / years


def _without_cadence(order_days: int) -> str:
    """One order, or two days of ordering: neither makes a cadence, and the reason says which."""
    return "day.recall_twice" if order_days > 1 else "day.recall_once"


def _candidate(row: Mapping[str, Any], amounts: Amounts, steering: Steering, today: date) -> Candidate | None:
    last: date = row["last_order_on"]
    chance = chance_of_return(row["p_alive"], steering)
    counted = stake_of(amounts, reads_margin=True).counted
    if counted is None:
        return None
    worth = recall(probability=Decimal(str(round(chance, 6))), margin=counted, cost=steering.contact_cost)
    if not worth.value.worth_it:
        return None
    cadence = row["cadence_days"] if row["order_days"] > 1 else None
    code = "day.recall" if cadence else _without_cadence(row["order_days"])
    return Candidate(
        DayKind.RECALL,
        key=row["company__public_id"],
        fact=last.isoformat(),
        company_id=row["company_id"],
        target=row["company__public_id"],
        gesture="call",
        code=f"{code}_unknown" if row["p_alive"] is None else code,
        figures={
            "cadence": round(cadence) if cadence else 0,
            "days": (today - last).days,
            "percent": round(chance * 100),
        },
        due_on=row["status_since"],
        probability=chance,
        amounts=amounts,
    )
