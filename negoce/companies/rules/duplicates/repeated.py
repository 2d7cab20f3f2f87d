"""Columns that say again what others say (`full name` beside `first name` and `name`): each counts for a part."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.kit.text import split_words

_LOOKED_AT = 2_000
_USUALLY = 0.7
_FEWEST = 5


def worth_of(columns: Sequence[Sequence[str]]) -> Sequence[float]:
    """How much of each column counts: 1, over the square root of how many columns hold its words or are held by it.

    All of them together count for more than one, since a repetition also tells that no slip was made.
    """
    held = [_sample(column) for column in columns]
    worth = []
    for place, one in enumerate(held):
        alike = sum(_repeats(one, other) for at, other in enumerate(held) if at != place)
        worth.append((1 + alike) ** -0.5)
    return worth


def _sample(column: Sequence[str]) -> Sequence[frozenset[str]]:
    step = max(1, len(column) // _LOOKED_AT)
    return [frozenset(split_words(text[:300])) for text in column[::step]]


def _repeats(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> bool:
    """Whether, where both say something, the words of one are usually all among those of the other."""
    both = [(one, two) for one, two in zip(left, right, strict=True) if one and two]
    if len(both) < _FEWEST:
        return False
    return sum(one <= two or two <= one for one, two in both) >= _USUALLY * len(both)
