"""Who is nearest to the decision at a company. Pure."""

from __future__ import annotations

from negoce.companies.enums import DecisionPower

# Those who settle it.
DECIDERS = frozenset({DecisionPower.DECIDES.value, DecisionPower.SIGNS.value})
# Those through whom nothing is decided: they are never asked for.
OUTSIDERS = frozenset({DecisionPower.GUARDS.value, DecisionPower.NONE.value})
_NEAREST_FIRST = (
    DecisionPower.DECIDES,
    DecisionPower.SIGNS,
    DecisionPower.BUYS,
    DecisionPower.PRESCRIBES,
    DecisionPower.ADVISES,
    DecisionPower.USES,
)
_RANKS = {power.value: rank for rank, power in enumerate(_NEAREST_FIRST)} | {
    DecisionPower.GUARDS.value: len(_NEAREST_FIRST) + 1,
    DecisionPower.NONE.value: len(_NEAREST_FIRST) + 2,
}


def nearness(power: str) -> int:
    """The rank of a power of decision, 0 the nearest: decides, signs, buys, prescribes, advises, uses.

    Somebody whose power is unknown comes next, then whoever keeps the door, then whoever has no part in it.
    """
    return _RANKS.get(power, len(_NEAREST_FIRST))
