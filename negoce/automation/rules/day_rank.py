"""How the actions of a day are ranked: margin at stake × probability × urgency, and what refusals taught (A1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.automation.rules.day_settings import REFUSAL_DAYS, REFUSAL_PERCENT
from negoce.kit.explain import Explanation
from negoce.kit.money import round_money

# The value, in euros, that is shown as 50 of 100: a tenth of what a customer buys in a year.
LEAST_HALF, USUAL_HALF = 50.0, 300.0
HALF_OF_REVENUE = 0.1
# A stake counts for this part of it at least: a promise to a small customer is kept too.
LEAST_STAKE = 0.3
MOST_STAKE = Decimal(10) ** 12
MOST_URGENCY, MOST_WEIGHT = 3.0, 3.0
# What the most refusals leave of a kind.
LEAST_LEARNED = 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """`score` is 0 to 100, `value` the euros behind it; the steps say how it came."""

    score: int
    value: float
    steps: tuple[Explanation, ...]


def learned_factor(
    refusals: Sequence[date],
    today: date,
    *,
    each: float = REFUSAL_PERCENT / 100,
    half_life: int = REFUSAL_DAYS,
) -> float:
    """What is left of a kind that a person refused on these days: 1 for none, less for many and for fresh ones.

    A fresh refusal takes `each` (0 to 1) away, half as much after `half_life` days.
    """
    weight = sum(0.5 ** (max((today - day).days, 0) / half_life) for day in refusals)
    return max(LEAST_LEARNED, float((1 - each) ** weight))


def half_score(revenue: float | None) -> float:
    """The value that is shown as 50, by what a customer of the person buys in a year on average."""
    return USUAL_HALF if revenue is None else max(LEAST_HALF, float(round(revenue * HALF_OF_REVENUE)))


def spread(kinds: Sequence[str], size: int) -> Sequence[int]:
    """The places of ranked actions in the order in which they are shown, by the kind of each, the best first.

    Among the first `size` at most half are of one kind while others wait: ten old customers to call leave room for
    the promise that is due. Both the day and what waits after it stay in the order of their rank.
    """
    most, counts = -(-size // 2), Counter[str]()
    first: list[int] = []
    rest: list[int] = []
    for place, kind in enumerate(kinds):
        if len(first) < size and counts[kind] < most:
            first.append(place)
            counts[kind] += 1
        else:
            rest.append(place)
    free = size - len(first)
    return [*sorted([*first, *rest[:free]]), *rest[free:]]


def rank(
    *,
    stake: Decimal | None,
    probability: float,
    urgency: float,
    learned: float = 1.0,
    refusals: int = 0,
    weight: float = 1.0,
    half: float = USUAL_HALF,
    first: bool = False,
) -> Ranked:
    """The place of an action among those of a day.

    `weight` is what the house set for its kind. `stake` is in euros, None when it is not known; what is outside of
    its range is brought back into it. `half` is the value that is shown as 50; a part of it is the least that a
    stake counts for. `first` says that it goes before the rest, whatever it is worth.
    """
    least = Decimal(round(half * LEAST_STAKE))
    at_stake = _counted(stake, least)
    chance = _within(probability, 1.0)
    pressing = _within(urgency, MOST_URGENCY)
    kept = _within(learned, 1.0)
    heavy = _within(weight, MOST_WEIGHT)
    value = float(at_stake) * chance * pressing * kept * heavy
    score = round(100 * value / (value + half))
    steps = [Explanation("day.first", {})] if first else []
    if at_stake == least and stake != least:
        steps.append(Explanation("day.least_stake", {"least": least}))
    if kept < 0.995:
        steps.append(Explanation("day.learned", {"count": refusals, "factor": _two(kept)}))
    if heavy != 1.0:
        steps.append(Explanation("day.weight", {"factor": _two(heavy)}))
    figures: dict[str, object] = {
        "stake": round_money(at_stake),
        "percent": round(chance * 100),
        "urgency": _two(pressing),
        "value": Decimal(round(value)),
        "score": score,
    }
    if kept < 0.995 or heavy != 1.0:
        steps.append(Explanation("day.value_times", {**figures, "times": _two(kept * heavy)}))
    else:
        steps.append(Explanation("day.value", figures))
    return Ranked(score, value, tuple(steps))


def _two(factor: float) -> Decimal:
    return Decimal(str(round(factor, 2)))


def _counted(stake: Decimal | None, least: Decimal) -> Decimal:
    if stake is None or not stake.is_finite():
        return least
    return min(max(stake, least), MOST_STAKE)


def _within(figure: float, most: float) -> float:
    """The figure between 0 and `most`; 0 for what is no number."""
    return min(figure, most) if figure > 0 else 0.0
