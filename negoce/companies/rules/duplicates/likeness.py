"""One figure for how alike two names are, learnt once from labelled names of organisations."""

from __future__ import annotations

from negoce.companies.rules.duplicates.learning import probability_of
from negoce.companies.rules.duplicates.tokens import Likeness, Weights, Words, compare_words

# shared, contained, rarest, clash, spelling, first; then the constant
_LEARNT = (5.12, 4.73, 4.93, -1.02, -0.49, 1.54, -7.83)
# Names of companies are shorter, and the weight of their words is not always known: a word that only one has on each
# side tells them apart.
_STRICT = (6.0, 3.0, 1.5, -3.0, 2.0, 0.7, -8.0)
_STEPS = (0.03, 0.2, 0.5, 0.8, 0.95)


def name_probability(alike: Likeness) -> float:
    """The chance that two names are the same one, to be weighed with what else is known."""
    return probability_of(_sum(alike, _STRICT))


def text_nats(alike: Likeness) -> float:
    """What two long texts (a name, an address, all in one) say for naming the same thing, in nats."""
    return _sum(alike, _LEARNT)


def _sum(alike: Likeness, weights: tuple[float, ...]) -> float:
    figures = (alike.shared, alike.contained, alike.rarest, alike.clash, alike.spelling, alike.first, 1.0)
    return sum(weight * figure for weight, figure in zip(weights, figures, strict=True))


def text_level(left: Words, right: Words, weights: Weights) -> int:
    """From 0 (nothing in common) to 6 (the same letters)."""
    if left.compact == right.compact:
        return len(_STEPS) + 1
    found = name_probability(compare_words(left, right, weights))
    return sum(found >= step for step in _STEPS)
