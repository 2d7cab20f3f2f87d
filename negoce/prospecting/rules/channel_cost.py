"""What a customer costs through a channel, after how many months it is paid back, and which channel to choose. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.worked import CannotWork, Step, Worked

_CENT = Decimal("0.01")
_MONTHS = 12
# A channel reaches the target, is credible there, and is mastered, from this note of 10.
ENOUGH = 5
# Own history speaks for a channel once it has won so many customers.
LEAST_CUSTOMERS = 5


@dataclass(frozen=True, slots=True)
class Acquisition:
    """Euros: the costs of a period, what each customer won cost, and what each is worth a year; None when unknown."""

    cost: Decimal
    customers: int
    each: Decimal | None
    payback_months: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A channel with its notes from 0 to 10 and its cost for a customer; None where nobody said."""

    channel: str
    effectiveness: int | None
    skill: int | None
    credibility: int | None
    cost: Decimal | None
    outsourced: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in its place. `verdict` is first, next, ineffective, doubtful or unknown; `gap` says the skill
    is missing in house."""

    candidate: Candidate
    verdict: str
    gap: bool


def acquisition(
    costs: Sequence[Decimal], customers: int, *, yearly_margin: Decimal | None = None
) -> Worked[Acquisition]:
    """The cost of a customer, all `costs` of the channel ÷ customers won, and months to pay it back (R-P5).

    Payback = cost of a customer ÷ (yearly margin of a customer ÷ 12). Raises CannotWork for a cost or a count below
    zero, and with no customer at all.
    """
    if any(each < 0 for each in costs) or customers < 0:
        raise CannotWork("channel.below_zero")
    if not customers:
        raise CannotWork("channel.no_customer")
    cost = sum(costs, Decimal(0))
    each = (cost / customers).quantize(_CENT, ROUND_HALF_UP)
    steps = [Step("channel.cost_of_customer", {"cost": cost, "customers": customers, "each": each})]
    months = None
    if yearly_margin is not None and yearly_margin > 0:
        months = (cost / customers / (yearly_margin / _MONTHS)).quantize(_CENT, ROUND_HALF_UP)
        steps.append(Step("channel.payback", {"each": each, "margin": yearly_margin, "months": months}))
    return Worked(Acquisition(cost, customers, each, months), tuple(steps))


def choose_channels(candidates: Sequence[Candidate]) -> Worked[tuple[Placed, ...]]:
    """The candidates in order: those that reach the target and are credible there, the cheapest customer first.

    First what is effective, then skill (a gap is trained for or bought), then the cost decides. One without notes
    cannot be placed; one without a cost comes after those that have one.
    """
    placed = [Placed(each, _verdict(each), _gap(each)) for each in candidates]
    fit = sorted((each for each in placed if each.verdict == "next"), key=_by_cost)
    rest = [each for each in placed if each.verdict != "next"]
    if not fit:
        return Worked(tuple(rest), (Step("channel.none_fit", {"enough": ENOUGH}),))
    best = Placed(fit[0].candidate, "first", fit[0].gap)
    steps = [Step("channel.fit", {"fit": len(fit), "candidates": len(candidates), "enough": ENOUGH})]
    if best.candidate.cost is not None:
        steps.append(Step("channel.cheapest", {"cost": best.candidate.cost}))
    else:
        steps.append(Step("channel.no_cost"))
    if best.gap:
        steps.append(Step("channel.gap", {"skill": best.candidate.skill or 0, "enough": ENOUGH}))
    return Worked((best, *fit[1:], *rest), tuple(steps))


def _verdict(candidate: Candidate) -> str:
    if candidate.effectiveness is None:
        return "unknown"
    if candidate.effectiveness < ENOUGH:
        return "ineffective"
    if candidate.credibility is not None and candidate.credibility < ENOUGH:
        return "doubtful"
    return "next"


def _gap(candidate: Candidate) -> bool:
    return not candidate.outsourced and candidate.skill is not None and candidate.skill < ENOUGH


def _by_cost(placed: Placed) -> tuple[bool, Decimal, int]:
    cost = placed.candidate.cost
    return cost is None, cost or Decimal(0), -(placed.candidate.effectiveness or 0)
