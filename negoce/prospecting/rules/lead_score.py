"""The score of a company: what it is, and what it did, which counts half as much every 90 days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from negoce.kit.worked import Step, Worked

HALF_LIFE_DAYS, PROPOSED_AT, MOST = 90, Decimal(60), Decimal(100)
# Older, a hundred points are worth two hundredths: they are rounded away.
FARTHEST_DAYS = 12 * HALF_LIFE_DAYS
MOST_POINTS, MOST_RULES = Decimal(100), 40
_TENTH, _HUNDREDTH, _NOTHING = Decimal("0.1"), Decimal("0.01"), Decimal(0)


@dataclass(frozen=True, slots=True)
class FitPoints:
    """A rule about what the company is, which it meets; `rule` names it."""

    rule: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class DatedPoints:
    """Something the company did, what the rule gives for it on the day, and the day."""

    rule: str
    points: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class LeadScore:
    """`score` from 0 to 100, to a tenth; `fit` and `behaviour` are its two parts before the bounds."""

    score: Decimal
    fit: Decimal
    behaviour: Decimal
    is_proposed: bool


def lead_score(fit: Sequence[FitPoints], done: Sequence[DatedPoints], today: date) -> Worked[LeadScore]:
    """Fit points, plus behaviour points × 0.5^(age in days ÷ 90), rounded to 0.1, from 0 to 100 (R-P2).

    What lies ahead does not count yet. Proposed as a prospect from 60 on; the salesperson decides.
    """
    steps = [Step("score.fit", {"rule": each.rule, "points": each.points}) for each in fit]
    of_fit, of_behaviour = sum((each.points for each in fit), _NOTHING), _NOTHING
    for each in sorted(done, key=lambda each: (each.on, each.rule), reverse=True):
        age = (today - each.on).days
        if age < 0 or each.on < today - timedelta(days=FARTHEST_DAYS):
            continue
        worth = each.points * fading(age)
        of_behaviour += worth
        figures = {"rule": each.rule, "points": each.points, "on": each.on, "age": age}
        steps.append(Step("score.behaviour", {**figures, "worth": worth.quantize(_HUNDREDTH, ROUND_HALF_UP)}))
    whole = of_fit + of_behaviour
    score = min(max(whole, _NOTHING), MOST).quantize(_TENTH, ROUND_HALF_UP)
    if whole > MOST:
        steps.append(Step("score.capped", {"whole": whole.quantize(_TENTH, ROUND_HALF_UP), "most": MOST}))
    value = LeadScore(score, _cents(of_fit), _cents(of_behaviour), is_proposed=score >= PROPOSED_AT)
    return Worked(value, tuple(steps))


def _cents(points: Decimal) -> Decimal:
    return points.quantize(_HUNDREDTH, ROUND_HALF_UP)


@lru_cache(maxsize=FARTHEST_DAYS + 1)
def fading(age_days: int) -> Decimal:
    """What is left of a point so many days later."""
    return Decimal("0.5") ** (Decimal(age_days) / HALF_LIFE_DAYS)
