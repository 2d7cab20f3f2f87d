"""What the reviews of somebody's own meetings tell together: each aspect over time, each step, one thing to work on.

Pure. Notes go from 1 to 5 and are the person's own; nothing is computed of how much a gesture or a tone would weigh
in what is said (domain 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealStep, DebriefAspect, StepPractice

LOWEST, HIGHEST = 1, 5
FIRST_MOMENTS = (DebriefAspect.POSTURE, DebriefAspect.TONE, DebriefAspect.PACE, DebriefAspect.SILENCE)
APTITUDES = (
    DebriefAspect.OWN_EMOTIONS,
    DebriefAspect.MOTIVES,
    DebriefAspect.FEELINGS,
    DebriefAspect.RELATIONS,
)
# Means are taken over that many notes; with fewer than LEAST, nothing is proposed.
LAST, LEAST = 5, 3
# From this share on (a mean of 4 of 5), there is nothing to mend.
WELL = Decimal(75)


@dataclass(frozen=True, slots=True)
class Trend:
    """The notes of one aspect, the oldest first; the mean of the last five, that of the five before."""

    notes: Sequence[int]
    mean: Decimal | None
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Practised:
    """How often a step was done where it was called for; `rate` in whole percent, a part counting half."""

    done: int
    partly: int
    missed: int
    rate: Decimal | None

    @property
    def concerned(self) -> int:
        """In how many meetings the step had its place."""
        return self.done + self.partly + self.missed


@dataclass(frozen=True, slots=True)
class WorkOn:
    """One thing to work on: an aspect or a step by its stored value, and why."""

    key: str
    is_step: bool
    why: Explanation


def trend(notes: Sequence[int]) -> Trend:
    """What notes become over time; they come the oldest first."""
    return Trend(tuple(notes), _mean(notes[-LAST:]), _mean(notes[-2 * LAST : -LAST]))


def practised(states: Sequence[str]) -> Practised:
    """How often a step was done, of the states noted; meetings in which it had no place do not count."""
    done = sum(1 for each in states if each == StepPractice.DONE)
    partly = sum(1 for each in states if each == StepPractice.PARTLY)
    missed = sum(1 for each in states if each == StepPractice.MISSED)
    concerned = done + partly + missed
    rate = (done + Decimal(partly) / 2) * 100 / concerned if concerned else None
    return Practised(done, partly, missed, None if rate is None else rate.quantize(Decimal(1), ROUND_HALF_UP))


def one_thing(trends: Mapping[DebriefAspect, Trend], steps: Mapping[DealStep, Practised]) -> WorkOn | None:
    """The lowest of what was noted often enough; None when nothing was, or when all goes well.

    A note of 1 to 5 becomes a share of the way (1 is 0 %, 5 is 100 %), to be compared with the rate of a step. Of two
    as low, the aspect before the step, then in the order of the form.
    """
    found: list[tuple[Decimal, WorkOn]] = []
    for aspect, each in trends.items():
        count = len(each.notes[-LAST:])
        if each.mean is not None and count >= LEAST:
            why = Explanation("debrief.work_on_aspect", {"mean": each.mean, "count": count})
            found.append(((each.mean - LOWEST) * 100 / (HIGHEST - LOWEST), WorkOn(aspect.value, False, why)))
    for step, practice in steps.items():
        if practice.rate is not None and practice.concerned >= LEAST:
            why = Explanation("debrief.work_on_step", {"rate": practice.rate, "count": practice.concerned})
            found.append((practice.rate, WorkOn(step.value, True, why)))
    if not found:
        return None
    share, lowest = min(found, key=lambda pair: pair[0])
    return lowest if share < WELL else None


def _mean(notes: Sequence[int]) -> Decimal | None:
    return (Decimal(sum(notes)) / len(notes)).quantize(Decimal("0.01"), ROUND_HALF_UP) if notes else None
