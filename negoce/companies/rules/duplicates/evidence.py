"""What the levels of a pair say together, in nats, once the weights are learnt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.rules.duplicates.columns import Kind
from negoce.companies.rules.duplicates.learning import Model, Pattern

# Several things may stand at one place: its address, its town and its telephone say together that the place is the
# same, and no more than this many nats that the thing is.
_PLACE = frozenset({Kind.ADDRESS, Kind.PLACE, Kind.POSTCODE, Kind.PHONE})
_MOST_OF_A_PLACE = 10.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """`nats[column][level]`, what each level says; `places` tells which columns are about the place."""

    nats: tuple[tuple[float, ...], ...]
    places: tuple[bool, ...]
    constant: float

    def of(self, pattern: Pattern) -> float:
        """What all columns say for (or, below 0, against) the pair; a column that is silent says nothing."""
        total, place = self.constant, 0.0
        for column, level in enumerate(pattern):
            if level < 0:
                continue
            said = self.nats[column][level]
            if said > 0 and self.places[column]:
                place += said
            else:
                total += said
        return total + _MOST_OF_A_PLACE * math.tanh(place / _MOST_OF_A_PLACE)


def evidence_of(model: Model, kinds: Sequence[Kind]) -> Evidence:
    """Weigh levels by a model; a better level never says less than a worse one."""
    nats = tuple(
        rising([worth * math.log(one / other) for one, other in zip(same, different, strict=True)], same)
        for worth, same, different in zip(model.worth, model.same, model.different, strict=True)
    )
    places = tuple(kind in _PLACE for kind in kinds)
    return Evidence(nats, places, math.log(model.rate / (1 - model.rate)))


def rising(values: Sequence[float], weights: Sequence[float]) -> tuple[float, ...]:
    """The nearest values that never fall: neighbours out of order take their mean, each as its weight (positive)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, total, size = value, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, heavy, more = blocks.pop()
            mean, total, size = (other * heavy + mean * total) / (heavy + total), heavy + total, size + more
        blocks.append((mean, total, size))
    return tuple(mean for mean, _total, size in blocks for _time in range(size))
