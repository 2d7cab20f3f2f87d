"""How far a specification is answered, and what may cost the tender. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.negotiation.enums import RequirementGap


@dataclass(frozen=True, slots=True)
class Answered:
    """A requirement: mandatory or not, its gap (None until it is answered), whether something proves it."""

    is_mandatory: bool
    gap: RequirementGap | None
    is_proven: bool


@dataclass(frozen=True, slots=True)
class RequirementProgress:
    """How many there are, are answered and are met; `failing` mandatory ones are not, `unproven` ones are only said."""

    count: int
    answered: int
    met: int
    failing: int
    unproven: int


def requirement_progress(rows: Sequence[Answered]) -> RequirementProgress:
    """Return what the answers come to; a mandatory requirement met in part fails like one that is not met."""
    answered = [each for each in rows if each.gap is not None]
    met = [each for each in answered if each.gap is RequirementGap.FULL]
    short = (RequirementGap.NONE, RequirementGap.PARTIAL)
    return RequirementProgress(
        count=len(rows),
        answered=len(answered),
        met=len(met),
        failing=sum(each.is_mandatory and each.gap in short for each in answered),
        unproven=sum(not each.is_proven for each in met),
    )
