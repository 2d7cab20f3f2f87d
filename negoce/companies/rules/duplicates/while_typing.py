"""Is what is being typed a name that is there already? The rules of the search, before all is known."""

from __future__ import annotations

from typing import ClassVar

from negoce.companies.rules.duplicates.likeness import name_probability
from negoce.companies.rules.duplicates.records import contact_record, judge_contacts
from negoce.companies.rules.duplicates.tokens import Weights, compare_words, words_of

_TELLING_BEGINNING = 8
# How rare words are is not known here: each weighs the same, which is the cautious side.
_EQUAL = Weights()


class TypedName:
    """A company's name as far as it is typed, ready to be held against many."""

    NEAR: ClassVar[float] = 0.8
    """From this likeness on, it is the same name but for a legal form or a slip of the finger."""
    PERHAPS: ClassVar[float] = 0.5
    """Enough when something else is the same too."""

    __slots__ = ("_typed",)

    def __init__(self, typed: str) -> None:
        self._typed = words_of(typed)

    def likeness(self, other: str) -> float:
        """Between 0 and 1. A long enough beginning is worth the whole name, which is still being typed."""
        left, right = self._typed, words_of(other)
        if not left.compact or not right.compact:
            return 0.0
        if left.compact == right.compact:
            return 1.0
        if len(left.compact) >= _TELLING_BEGINNING and right.compact.startswith(left.compact):
            return self.NEAR
        return name_probability(compare_words(left, right, _EQUAL))


def is_near_person(first_name: str, last_name: str, other_first: str, other_last: str) -> bool:
    """Whether somebody's name is the one being typed: slips, the two swapped, an initial."""
    left, right = contact_record(0, last_name, first_name), contact_record(1, other_last, other_first)
    told = judge_contacts(left, right, _EQUAL).reasons
    return bool(told)
