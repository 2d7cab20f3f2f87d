"""From a bare company name to a named contact who can decide: the steps, those done, what to do next (P5). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Explanation
from negoce.kit.working_days import working_days_after
from negoce.prospecting.enums import PathStep

# How many working days after today each step is proposed for, one after the other.
_PACE = {
    PathStep.SWITCHBOARD: 1,
    PathStep.NAME: 2,
    PathStep.DECIDER: 3,
    PathStep.DIRECT: 4,
    PathStep.NOTICE: 5,
    PathStep.FIRST_CALL: 6,
    PathStep.NEED: 8,
    PathStep.QUALIFIED: 10,
}


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What is known of a company on the way to a contact; what is not known is empty, 0 or None.

    `person` is the name of who decides, else of whoever is known; `has_direct` says whether a line or an address of
    that person is known, `informed_on` when they were told what is kept of them.
    """

    phone: str = ""
    people: int = 0
    person: str = ""
    decides: bool = False
    has_direct: bool = False
    informed_on: date | None = None
    spoken_on: date | None = None
    need_on: date | None = None
    confirmed: int = 0
    criteria: int = 0
    is_qualified: bool = False


@dataclass(frozen=True, slots=True)
class PathLine:
    """One step: whether it is done, the fact that says so or what to do, and the day proposed for what is not done."""

    step: PathStep
    is_done: bool
    reason: Explanation
    propose_on: date | None = None


def contact_path(facts: PathFacts, today: date) -> Sequence[PathLine]:
    """The eight steps in order, those to do with the day proposed, on working days from tomorrow on."""
    done: dict[PathStep, Explanation | None] = {
        PathStep.SWITCHBOARD: _fact("path.switchboard.done", phone=facts.phone) if facts.phone else None,
        PathStep.NAME: _fact("path.name.done", count=facts.people) if facts.people else None,
        PathStep.DECIDER: _fact("path.decider.done", name=facts.person) if facts.decides else None,
        PathStep.DIRECT: _fact("path.direct.done", name=facts.person) if facts.has_direct else None,
        PathStep.NOTICE: _fact("path.notice.done", day=facts.informed_on) if facts.informed_on else None,
        PathStep.FIRST_CALL: _fact("path.first_call.done", day=facts.spoken_on) if facts.spoken_on else None,
        PathStep.NEED: _fact("path.need.done", day=facts.need_on) if facts.need_on else None,
        PathStep.QUALIFIED: _fact("path.qualified.done", confirmed=facts.confirmed, criteria=facts.criteria)
        if facts.is_qualified
        else None,
    }
    lines = []
    for step in PathStep:
        fact = done[step]
        if fact is not None:
            lines.append(PathLine(step, True, fact))
            continue
        figures = {"name": facts.person, "confirmed": facts.confirmed, "criteria": facts.criteria}
        lines.append(
            PathLine(
                step,
                False,
                Explanation(f"path.{step.value}.to_do", figures),
                working_days_after(today, _PACE[step]),
            )
        )
    return lines


def _fact(code: str, **figures: object) -> Explanation:
    return Explanation(code, figures)
