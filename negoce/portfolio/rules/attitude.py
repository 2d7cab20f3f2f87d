"""The pyramid of attitudes: how far a customer trusts us, from what was seen (domain 1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Explanation
from negoce.portfolio.enums import AttitudeLevel

# From below; none is who stands on no step.
STEPS = (
    AttitudeLevel.INTEREST,
    AttitudeLevel.CURIOSITY,
    AttitudeLevel.FIRST_PURCHASE,
    AttitudeLevel.REPURCHASE,
    AttitudeLevel.ATTACHMENT,
    AttitudeLevel.ENGAGEMENT,
)
ATTACHED_YEARS = 2
ATTACHED_FAMILIES = 2


@dataclass(frozen=True, slots=True)
class AttitudeFacts:
    """The first day of each kind of evidence, None when there is none.

    `opened_on`: an exchange with a contact; `asked_on`: they asked for information, a quote, or came by themselves;
    `ordered_on`, `reordered_on`: the first and the second day with an order; `two_years_on`: the first order placed
    at least two years after the first one; `second_family_on`: an order that brought a second family of products;
    `referral_on`: whom they recommended became a customer; `testimonial_on`: what they said of us was published.
    An order is an exchange that they opened: it proves the two steps below it where nothing else was noted. An open
    complaint holds the second purchase back: it is no satisfied one.
    """

    opened_on: date | None = None
    asked_on: date | None = None
    ordered_on: date | None = None
    reordered_on: date | None = None
    two_years_on: date | None = None
    second_family_on: date | None = None
    referral_on: date | None = None
    testimonial_on: date | None = None
    open_complaint: bool = False


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """A step with what holds it up, since when; without a day, what is missing."""

    level: AttitudeLevel
    on: date | None
    explanation: Explanation

    @property
    def holds(self) -> bool:
        """Tell whether there is evidence for this step by itself."""
        return self.on is not None


@dataclass(frozen=True, slots=True)
class AttitudeStanding:
    """The level, since when, the evidence of each step from below, and what would lead one step further.

    `since` is None on no step; `next_step` is None at the top.
    """

    level: AttitudeLevel
    since: date | None
    evidence: tuple[StepEvidence, ...]
    next_step: StepEvidence | None


def attitude(facts: AttitudeFacts, today: date) -> AttitudeStanding:
    """The highest step that has its evidence, as all lower ones have theirs; the future counts for nothing."""
    evidence = tuple(_evidence(level, facts, today) for level in STEPS)
    level, since = AttitudeLevel.NONE, None
    for each in evidence:
        if each.on is None:
            return AttitudeStanding(level, since, evidence, each)
        # The level began on the day on which the last of its steps came.
        level, since = each.level, each.on if since is None else max(since, each.on)
    return AttitudeStanding(level, since, evidence, None)


def level_on(days: Mapping[AttitudeLevel, date | None], day: date) -> AttitudeLevel:
    """The level on a day, from the day on which the evidence of each step came."""
    reached = AttitudeLevel.NONE
    for level in STEPS:
        on = days.get(level)
        if on is None or on > day:
            break
        reached = level
    return reached


def evidence_days(facts: AttitudeFacts, today: date) -> dict[AttitudeLevel, date | None]:
    """The day on which the evidence of each step came, up to today; None where there is none."""
    return {level: _evidence(level, facts, today).on for level in STEPS}


def _evidence(level: AttitudeLevel, facts: AttitudeFacts, today: date) -> StepEvidence:
    if level is AttitudeLevel.REPURCHASE and facts.open_complaint and _past(facts.reordered_on, today):
        return StepEvidence(level, None, Explanation("attitude.complaint"))
    for code, on in _proofs(level, facts, today):
        if on is not None:
            return StepEvidence(level, on, Explanation(f"attitude.{code}", {"day": on}))
    return StepEvidence(level, None, Explanation(f"attitude.to_{level.value}"))


def _proofs(level: AttitudeLevel, facts: AttitudeFacts, today: date) -> tuple[tuple[str, date | None], ...]:
    """What may hold a step up, the earliest first."""
    found: dict[AttitudeLevel, tuple[tuple[str, date | None], ...]] = {
        AttitudeLevel.INTEREST: (("opened", facts.opened_on), ("by_order", facts.ordered_on)),
        AttitudeLevel.CURIOSITY: (("asked", facts.asked_on), ("by_order", facts.ordered_on)),
        AttitudeLevel.FIRST_PURCHASE: (("ordered", facts.ordered_on),),
        AttitudeLevel.REPURCHASE: (("reordered", facts.reordered_on),),
        AttitudeLevel.ATTACHMENT: (
            ("two_years", facts.two_years_on),
            ("two_families", facts.second_family_on),
        ),
        AttitudeLevel.ENGAGEMENT: (("referral", facts.referral_on), ("testimonial", facts.testimonial_on)),
    }
    known = [(code, _past(on, today)) for code, on in found[level]]
    return tuple(sorted(known, key=lambda each: each[1] or date.max))


def _past(on: date | None, today: date) -> date | None:
    return on if on is not None and on <= today else None
