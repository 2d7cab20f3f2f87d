"""How likely a deal at a step is to be won, and how long it takes: learned from deals that are closed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median

from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealStep

STEPS: tuple[str, ...] = tuple(step.value for step in DealStep)
# What is taken for granted before a team has a history of its own; it weighs as much as PRIOR_DEALS closed deals.
PRIOR: Mapping[str, float] = {
    DealStep.PREPARATION.value: 0.10,
    DealStep.CONTACT.value: 0.15,
    DealStep.DISCOVERY.value: 0.25,
    DealStep.PRESENTATION.value: 0.35,
    DealStep.DISCUSSION.value: 0.45,
    DealStep.NEGOTIATION.value: 0.60,
    DealStep.CONCLUSION.value: 0.80,
    DealStep.LEAVE_TAKING.value: 0.90,
    DealStep.FOLLOW_UP.value: 0.90,
}
PRIOR_DEALS = 10
# With fewer closed deals than this at a step, nothing is learned of it: its stated prior stands.
FEW_CLOSED = 5
# Eight times in ten the true chance lies so many standard errors around what is said of it.
_REACH = 1.2816
# Days from reaching a step to winning, until FEW_WON deals of the team's own tell.
PRIOR_DAYS: Mapping[str, int] = {
    DealStep.PREPARATION.value: 90,
    DealStep.CONTACT.value: 75,
    DealStep.DISCOVERY.value: 60,
    DealStep.PRESENTATION.value: 45,
    DealStep.DISCUSSION.value: 30,
    DealStep.NEGOTIATION.value: 21,
    DealStep.CONCLUSION.value: 10,
    DealStep.LEAVE_TAKING.value: 5,
    DealStep.FOLLOW_UP.value: 5,
}
FEW_WON = 5


@dataclass(frozen=True, slots=True)
class DealStory:
    """A closed deal: when it first reached each step that it stood at, when it was closed and how."""

    reached: Mapping[str, date]
    closed_on: date
    won: bool


@dataclass(frozen=True, slots=True)
class StepOdd:
    """What is known of a step: `probability` 0 to 1, deals that closed after it, those won, `days` to winning."""

    step: str
    probability: float
    closed: int
    won: int
    prior: float
    days: int

    @property
    def is_learned(self) -> bool:
        """Whether enough deals were closed for the team's own history to count."""
        return self.closed >= FEW_CLOSED

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which the chance lies eight times in ten (Wilson, the prior as closed deals); None of few deals."""
        if not self.is_learned:
            return None
        deals, square = self.closed + PRIOR_DEALS, _REACH * _REACH
        middle = (self.probability + square / (2 * deals)) / (1 + square / deals)
        error = sqrt(self.probability * (1 - self.probability) / deals + square / (4 * deals * deals))
        reach = _REACH * error / (1 + square / deals)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    @property
    def explanation(self) -> Explanation:
        """The figures of the sentence that says where the probability comes from."""
        low, high = self.interval or (0.0, 1.0)
        figures = {
            "won": self.won,
            "closed": self.closed,
            "few": FEW_CLOSED,
            "prior": round(self.prior * 100),
            "weight": PRIOR_DEALS,
            "percent": round(self.probability * 100),
            "low": round(low * 100),
            "high": round(high * 100),
        }
        code = "odds.learned" if self.is_learned else "odds.few" if self.closed else "odds.prior"
        return Explanation(code, figures)


def step_odds(
    stories: Sequence[DealStory],
    *,
    prior: Mapping[str, float] = PRIOR,
    prior_deals: float = PRIOR_DEALS,
) -> Mapping[str, StepOdd]:
    """The odds of every step: (won + weight × prior) ÷ (closed + weight) over the closed deals that stood there.

    Below FEW_CLOSED deals the stated prior stands; then it decides less and less beside the team's own history. Nothing
    else is assumed: a later step may be found less promising than an earlier one.
    """
    found = {}
    for step in prior:
        there = [story for story in stories if step in story.reached]
        won = sum(story.won for story in there)
        delays = [max(0, (story.closed_on - story.reached[step]).days) for story in there if story.won]
        found[step] = StepOdd(
            step=step,
            probability=(won + prior_deals * prior[step]) / (len(there) + prior_deals)
            if len(there) >= FEW_CLOSED
            else prior[step],
            closed=len(there),
            won=won,
            prior=prior[step],
            days=round(median(delays)) if len(delays) >= FEW_WON else PRIOR_DAYS.get(step, 30),
        )
    return found


def closing_day(close_on: date | None, step_days: int, as_of: date) -> date:
    """When a deal should be concluded: the day that was said, unless it has passed; else after the usual delay."""
    if close_on is not None and close_on >= as_of:
        return close_on
    return as_of + timedelta(days=step_days)
