"""What a house may set for everybody's day: how much each kind weighs, what urgency and refusals do, its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from negoce.automation.enums import DayKind
from negoce.automation.rules.day_kinds import WEIGHTS
from negoce.kit.explain import Finding
from negoce.portfolio.rules.threshold_bounds import Bound

# Keys of one setting a kind begin so; the kind follows.
WEIGHT, CHANCE = "weight_", "chance_"
DAY_SIZE, REFUSAL_PERCENT, REFUSAL_DAYS = 20, 15, 60
# Of these the chance is always that of the one at hand: the customer's, or by the age of the debt.
OWN_CHANCE = frozenset({DayKind.RECALL, DayKind.OVERDUE})
_PERCENT = Bound(Decimal(0), Decimal(300))
BOUNDS: Mapping[str, Bound] = {
    "size": Bound(Decimal(5), Decimal(60)),
    "urgency_percent": Bound(Decimal(0), Decimal(200)),
    "refusal_percent": Bound(Decimal(0), Decimal(50)),
    "refusal_days": Bound(Decimal(7), Decimal(365)),
    **{f"{WEIGHT}{kind.value}": _PERCENT for kind in DayKind},
    **{
        f"{CHANCE}{kind.value}": Bound(Decimal(1), Decimal(100)) for kind in DayKind if kind not in OWN_CHANCE
    },
}


@dataclass(frozen=True, slots=True)
class DaySettings:
    """`weights` and `chances` by kind hold what was set: 1 and the usual chance of the kind elsewhere.

    `urgency` is the share of urgency that counts: 0 for none, 1 for all of it. Each fresh refusal takes `refusal`
    (0 to 1) from its kind, half as much after `refusal_days`. A kind that weighs 0 is not proposed at all.
    """

    size: int = DAY_SIZE
    urgency: float = 1.0
    refusal: float = REFUSAL_PERCENT / 100
    refusal_days: int = REFUSAL_DAYS
    weights: Mapping[str, float] = field(default_factory=dict)
    chances: Mapping[str, float] = field(default_factory=dict)

    def weight(self, kind: str) -> float:
        """By how much an action of this kind is multiplied."""
        return self.weights.get(kind, 1.0)

    def chance(self, kind: str) -> float:
        """The probability of a kind where nothing better is known of the one at hand."""
        return self.chances.get(kind, WEIGHTS[kind].probability)

    def pressing(self, urgency: float) -> float:
        """The urgency that counts: further from 1, or nearer to it, by its share."""
        return max(1 + (urgency - 1) * self.urgency, 0.0)


def settings_of(values: Mapping[str, Decimal]) -> DaySettings:
    """The settings with what a house set; keys that are not known are left aside."""
    known = {key: float(values.get(key, default_of(key))) for key in BOUNDS}
    kinds = [kind.value for kind in DayKind]
    return DaySettings(
        size=round(known["size"]),
        urgency=known["urgency_percent"] / 100,
        refusal=known["refusal_percent"] / 100,
        refusal_days=round(known["refusal_days"]),
        weights={kind: known[f"{WEIGHT}{kind}"] / 100 for kind in kinds},
        chances={kind: known[f"{CHANCE}{kind}"] / 100 for kind in kinds if f"{CHANCE}{kind}" in known},
    )


def default_of(key: str) -> Decimal:
    """What holds while nobody set another value."""
    if key.startswith(CHANCE):
        return Decimal(round(WEIGHTS[key.removeprefix(CHANCE)].probability * 100))
    if key.startswith(WEIGHT) or key == "urgency_percent":
        return Decimal(100)
    return Decimal({"size": DAY_SIZE, "refusal_percent": REFUSAL_PERCENT, "refusal_days": REFUSAL_DAYS}[key])


def check_settings(values: Mapping[str, Decimal]) -> Mapping[str, Finding]:
    """What is wrong with these values, by key; `all` when no kind of action would be left."""
    found: dict[str, Finding] = {}
    for key, value in values.items():
        bound = BOUNDS[key]
        if not value.is_finite() or not bound.least <= value <= bound.most:
            figures = {"least": bound.least, "most": bound.most}
            found[key] = Finding("threshold.out_of_bounds", "error", figures)
        elif value != value.to_integral_value():
            found[key] = Finding("threshold.whole", "error", {"decimals": 0})
    if not found and all(values.get(f"{WEIGHT}{kind.value}") == 0 for kind in DayKind):
        found["all"] = Finding("day_settings.nothing_left", "error")
    return found
