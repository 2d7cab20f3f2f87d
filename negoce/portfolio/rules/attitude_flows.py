"""How many companies climbed onto each step of the pyramid, went on from it, or fell back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from negoce.portfolio.enums import AttitudeLevel

# From below: no step at all, then the six.
LEVELS = tuple(AttitudeLevel)


@dataclass(frozen=True, slots=True)
class StepFlow:
    """Companies on a step today and then; who climbed onto it since, who climbed on from it, who fell onto it."""

    level: AttitudeLevel
    heads: int
    before: int
    climbed: int
    went_on: int
    fell: int

    @property
    def change(self) -> int:
        """How many more than then."""
        return self.heads - self.before


def step_flows(counts: Mapping[tuple[AttitudeLevel, AttitudeLevel], int]) -> tuple[StepFlow, ...]:
    """The flows of each step from below, of companies counted by (level today, level then)."""
    found = []
    for level in LEVELS:
        place = LEVELS.index(level)
        came = {then: heads for (now, then), heads in counts.items() if now is level}
        left = {now: heads for (now, then), heads in counts.items() if then is level}
        found.append(
            StepFlow(
                level=level,
                heads=sum(came.values()),
                before=sum(left.values()),
                climbed=sum(heads for then, heads in came.items() if LEVELS.index(then) < place),
                went_on=sum(heads for now, heads in left.items() if LEVELS.index(now) > place),
                fell=sum(heads for then, heads in came.items() if LEVELS.index(then) > place),
            )
        )
    return tuple(found)
