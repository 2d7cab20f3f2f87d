"""The weights of Fellegi and Sunter, learnt from the file itself by expectation and maximisation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pattern = tuple[int, ...]
"""The level of each column for a pair of rows; -1 where one of the two says nothing."""

_SMALLEST = 1e-6
# Strong: columns that a few odd pairs agree on must not be learnt to tell nothing.
_PRIOR_PAIRS = 2000.0
_FEW_DRAWN = 2_000
_APART = 0.95


@dataclass(frozen=True, slots=True)
class Model:
    """`same[column][level]` and `different[column][level]` are shares; `rate` that of true pairs.

    `worth` says how much of each column counts: less than 1 where others say the same again.
    """

    same: tuple[tuple[float, ...], ...]
    different: tuple[tuple[float, ...], ...]
    rate: float
    worth: tuple[float, ...]

    def evidence(self, pattern: Pattern) -> float:
        """The sum over columns, in nats, of what each level says for (or, below 0, against)."""
        return sum(
            self.worth[column] * math.log(self.same[column][level] / self.different[column][level])
            for column, level in enumerate(pattern)
            if level >= 0
        )


def shares(
    patterns: Mapping[Pattern, float], sizes: Sequence[int], prior: Sequence[Sequence[float]], strength: float
) -> tuple[tuple[float, ...], ...]:
    """The share of each level in each column, pulled towards `prior` as by `strength` more pairs."""
    counts = [[strength * share for share in column] for column in prior]
    for pattern, weight in patterns.items():
        for column, level in enumerate(pattern):
            if level >= 0:
                counts[column][level] += weight
    return tuple(
        tuple(max(_SMALLEST, each / max(_SMALLEST, sum(column))) for each in column) for column in counts
    )


def learn(
    seen: Mapping[Pattern, int],
    by_chance: Mapping[Pattern, int],
    prior: Sequence[Sequence[float]],
    worth: Sequence[float],
    *,
    rounds: int = 25,
) -> Model:
    """Learn from patterns of candidate pairs; `by_chance` are those of pairs drawn at random.

    What pairs drawn at random look like is counted, not learnt; the share of levels among true pairs starts at
    `prior` and follows the file.
    """
    sizes = [len(column) for column in prior]
    drawn = sum(by_chance.values())
    flat = [[1 / size] * size for size in sizes]
    if drawn < _FEW_DRAWN:
        # A handful of rows does not tell what chance makes alike: hardly anything, as long as nothing else is known.
        flat = [[_APART, *[(1 - _APART) / (size - 1)] * (size - 1)] for size in sizes]
    strength = 2.0 if drawn >= _FEW_DRAWN else float(_FEW_DRAWN)
    different = shares({key: float(value) for key, value in by_chance.items()}, sizes, flat, strength)
    same = tuple(tuple(column) for column in prior)
    rate = 0.05
    total = sum(seen.values()) or 1
    among = different
    for _round in range(rounds):
        model = Model(same, among, rate, tuple(worth))
        weighed: dict[Pattern, float] = {}
        others: dict[Pattern, float] = {}
        true = 0.0
        for pattern, count in seen.items():
            chance = probability_of(model.evidence(pattern) + math.log(rate / (1 - rate)))
            weighed[pattern] = chance * count
            others[pattern] = (1 - chance) * count
            true += chance * count
        same = shares(weighed, sizes, prior, _PRIOR_PAIRS)
        # candidates are alike by their key: what the others among them look like is learnt too
        among = shares(others, sizes, different, _PRIOR_PAIRS)
        rate = min(0.95, max(1e-4, true / total))
    return Model(same, among, rate, tuple(worth))


def probability_of(nats: float) -> float:
    """The chance that odds of e^nats mean."""
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, nats))))
