"""What past forecasts teach the next one: by how much they missed on the whole, and how far a month strays. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, log, sqrt
from statistics import median

from negoce.portfolio.rules.forecast_months import FEW_MONTHS, LEAST_SPREAD, MOST_SPREAD, UNKNOWN_SPREAD

# Eight times in ten; of a normal law such an interval goes 1.2816 standard deviations to each side.
HELD = 0.8
REACH = 1.2816
# Having been right weighs as much as one month.
PRIOR_MONTHS = 1
LEAST_CORRECTION, MOST_CORRECTION = 0.5, 2.0
# How far a person or a family strays beside the house, until it is known.
UNKNOWN_OWN = 0.15
LEADS = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """A forecast and what came: `mean` of the customers' part as it was said, `variance` of what chance alone does to
    the orders and deals in it, `actual` without what deals were to add, `factor` by which the mean was corrected."""

    mean: float
    variance: float
    actual: float
    factor: float = 1.0


def correction(past: Sequence[Missed]) -> float:
    """By what the customers' part is multiplied: what past months missed, by new customers and growth above all.

    The median of actual ÷ forecast, drawn towards 1; between one half and twice.
    """
    ratios = [each.actual / each.mean * each.factor for each in past if each.mean > 0 and each.actual > 0]
    if not ratios:
        return 1.0
    drawn = log(median(ratios)) * len(ratios) / (len(ratios) + PRIOR_MONTHS)
    return min(max(exp(drawn), LEAST_CORRECTION), MOST_CORRECTION)


def shock(past: Sequence[Missed], *, beside: float = 0.0, least: float = LEAST_SPREAD) -> float | None:
    """How far a month strays from its forecast beyond chance: the standard deviation of a factor of mean 1.

    The one with which eight in ten of these forecasts would have held; `beside` is another such factor that they share
    already. None until FEW_MONTHS can be compared.
    """
    known = [each for each in past if each.mean > 0]
    if len(known) < FEW_MONTHS:
        return None
    needed = sorted(
        (((each.actual - each.mean) / REACH) ** 2 - each.variance) / each.mean**2 - beside**2
        for each in known
    )
    # As many must hold as leave room for the next one, which was not looked at.
    place = min(ceil((len(needed) + 1) * HELD), len(needed))
    return min(max(sqrt(max(needed[place - 1], 0.0)), least), MOST_SPREAD)


@dataclass(frozen=True, slots=True)
class Said:
    """A past forecast of a house, person or family (`kind`), said `lead` months before by a method."""

    kind: str
    lead: int
    method: str
    missed: Missed


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the past teaches of forecasts so many months ahead: `months` were compared with what came.

    `common` is the factor shared by all in a month, `person` and `family` what each adds to it.
    """

    correction: float = 1.0
    common: float = UNKNOWN_SPREAD
    person: float = UNKNOWN_OWN
    family: float = UNKNOWN_OWN
    months: int = 0


def lessons(past: Sequence[Said], method: str) -> Sequence[Lesson]:
    """The lessons for 1, 2… LEADS months ahead, each never surer than the one before; later months take the last.

    Only forecasts of the same method correct it. Until there are enough of them, those of others too tell how far
    months stray. They are taken as they were said: what a correction had not learned yet counts as straying.
    """
    found: list[Lesson] = []
    for lead in range(1, LEADS + 1):
        there = [said for said in past if said.lead == lead]
        of_house = [said for said in there if said.kind == "house"]
        own = [said.missed for said in of_house if said.method == method]
        errors = {
            kind: [
                said.missed
                for said in there
                if said.kind == kind and (said.method == method or len(own) < FEW_MONTHS)
            ]
            for kind in ("house", "person", "family")
        }
        common = _known(shock(errors["house"]), UNKNOWN_SPREAD)
        before = found[-1] if found else Lesson(common=0.0, person=0.0, family=0.0)
        common = max(common, before.common)
        found.append(
            Lesson(
                correction(own),
                common,
                max(_known(shock(errors["person"], beside=common, least=0.0), UNKNOWN_OWN), before.person),
                max(_known(shock(errors["family"], beside=common, least=0.0), UNKNOWN_OWN), before.family),
                len(errors["house"]),
            )
        )
    return found


def _known(found: float | None, otherwise: float) -> float:
    return otherwise if found is None else found
