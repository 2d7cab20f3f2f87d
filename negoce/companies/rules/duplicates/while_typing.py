"""Is what is being typed a name that is there already? The rules of the search, before all is known."""

from __future__ import annotations

from negoce.companies.rules.duplicates.likeness import name_probability
from negoce.companies.rules.duplicates.records import contact_record, judge_contacts
from negoce.companies.rules.duplicates.tokens import Weights, compare_words, words_of

_NEAR = 0.8
_TELLING_BEGINNING = 8
# How rare words are is not known here: each weighs the same, which is the cautious side.
_EQUAL = Weights()


def is_near_name(typed: str, other: str) -> bool:
    """Whether a company's name is the one being typed, legal forms and a slip of the finger apart.

    A long enough beginning is told while the rest is being typed.
    """
    left, right = words_of(typed), words_of(other)
    if not left.compact or not right.compact:
        return False
    if len(left.compact) >= _TELLING_BEGINNING and right.compact.startswith(left.compact):
        return True
    return left.compact == right.compact or name_probability(compare_words(left, right, _EQUAL)) >= _NEAR


def is_near_person(first_name: str, last_name: str, other_first: str, other_last: str) -> bool:
    """Whether somebody's name is the one being typed: slips, the two swapped, an initial."""
    left, right = contact_record(0, last_name, first_name), contact_record(1, other_last, other_first)
    told = judge_contacts(left, right, _EQUAL).reasons
    return bool(told)
