"""Whether to answer a tender: interest, accessibility and capacity, each noted three times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from negoce.kit.explain import Finding, Parsed
from negoce.kit.worked import CannotWork, Step, Worked

GO_FROM, NONE_BELOW, HIGHEST = Decimal(6), Decimal(3), Decimal(10)
ASPECTS = ("interest", "accessibility", "capacity")
SIGHTS = ("technical", "economic", "commercial")
NOTES = tuple(f"{aspect}_{sight}" for aspect in ASPECTS for sight in SIGHTS)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class GoFound:
    """Whether to go, the mean to two decimals, and the notes that stop it by themselves."""

    go: bool
    mean: Decimal
    stopping: tuple[str, ...] = ()


def go_no_go(notes: Mapping[str, Decimal]) -> Worked[GoFound]:
    """Return go for a mean of nine notes of 6 or more, none of them below 3.

    Raises CannotWork when one of NOTES is missing, or outside 0 to 10.
    """
    for name in NOTES:
        if name not in notes:
            raise CannotWork("go.note_missing")
        if not 0 <= notes[name] <= HIGHEST:
            raise CannotWork("go.note_out_of_range", note=notes[name])
    total = sum((notes[name] for name in NOTES), Decimal(0))
    mean = total / len(NOTES)
    stopping = tuple(name for name in NOTES if notes[name] < NONE_BELOW)
    rounded = mean.quantize(_CENT, ROUND_HALF_UP)
    steps = [Step("go.mean", {"total": total, "mean": rounded, "from": GO_FROM})]
    steps.extend(
        Step(f"go.{aspect}", {"mean": sum((notes[f"{aspect}_{sight}"] for sight in SIGHTS), Decimal(0)) / 3})
        for aspect in ASPECTS
    )
    findings = tuple(
        Finding(f"go.stops_{name.partition('_')[0]}", "warning", {"note": notes[name], "least": NONE_BELOW})
        for name in stopping
    )
    return Worked(GoFound(mean >= GO_FROM and not stopping, rounded, stopping), tuple(steps), findings)


class GoAsked(StrEnum):
    """What is decided of a tender: what the notes advise, or otherwise."""

    FOLLOW = "follow"
    GO = "go"
    NO_GO = "no_go"


REASON_SHORTEST = 5


def decide(asked: GoAsked, *, advised: bool, may_overrule: bool, reason: str) -> Parsed[bool]:
    """Return whether to answer. Against the advice of the notes, a manager decides, with a reason.

    Refusals: ``go.manager_needed``, ``go.reason_needed``.
    """
    go = advised if asked is GoAsked.FOLLOW else asked is GoAsked.GO
    if go == advised:
        return Parsed(go)
    if not may_overrule:
        return Parsed(None, Finding("go.manager_needed" if advised else "go.manager_needed_to_go"))
    if len(reason.strip()) < REASON_SHORTEST:
        return Parsed(None, Finding("go.reason_needed"))
    return Parsed(go)
