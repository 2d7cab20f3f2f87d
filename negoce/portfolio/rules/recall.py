"""Which old customers are worth calling again, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked


@dataclass(frozen=True, slots=True)
class Recall:
    """The value expected of a call, in euros; one that is not above 0 is not made."""

    value: Decimal
    worth_it: bool


def recall(*, probability: Decimal, margin: Decimal | None, cost: Decimal) -> Worked[Recall]:
    """The value expected of calling an old customer again (R-P7).

    `probability` of a come-back from 0 to 1, `margin` of a year in the past and `cost` of the contact in euros.
    Raises CannotWork for a probability or a cost out of range, and when the past margin is not known.
    """
    if not 0 <= probability <= 1:
        raise CannotWork("recall.probability_out_of_range", percent=probability * 100)
    if cost < 0:
        raise CannotWork("recall.cost_below_zero", cost=cost)
    if margin is None:
        raise CannotWork("recall.no_margin")
    value = round_money(probability * margin - cost)
    step = Step(
        "recall.value", {"percent": probability * 100, "margin": margin, "cost": cost, "value": value}
    )
    findings = () if value > 0 else (Finding("recall.not_worth_it", "info"),)
    return Worked(Recall(value, value > 0), (step,), findings)


def recall_order(values: Sequence[Decimal]) -> tuple[int, ...]:
    """Whom to call, as places in what was given: the highest value first, those not above 0 left out."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    return tuple(place for place in order if values[place] > 0)
