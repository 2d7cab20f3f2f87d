"""How alike two values of one column are: a level from 0 (different) to the number of levels minus one (the same)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler

from negoce.companies.rules.duplicates.columns import Kind
from negoce.companies.rules.duplicates.likeness import text_level
from negoce.companies.rules.duplicates.tokens import words_of
from negoce.kit.text import fold

_NOT_DIGIT = re.compile(r"\D")
_NOT_WORD = re.compile(r"[\W_]")
_LIST = re.compile(r"\*\*|[|;,]")
_PHONE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one kind of column is compared. `prior` is the share of true pairs at each level, before learning."""

    prepare: Callable[[str], Hashable]
    level: Callable[..., int]
    prior: tuple[float, ...]


def compact(text: str) -> str:
    """Letters and digits only, folded."""
    return _NOT_WORD.sub("", fold(text))


def digits(text: str) -> str:
    """The last nine digits, which is what is left of a telephone number without its prefix."""
    return _NOT_DIGIT.sub("", text)[-_PHONE_DIGITS:]


def _email(text: str) -> str:
    return fold(text).replace(" ", "")


def _date(text: str) -> str:
    found = re.findall(r"\d+", text)
    if len(found) >= 3 and len(found[2]) == 4:
        found = [found[2], found[1], found[0]]
    return "".join(part.zfill(2) for part in found[:3])


def _list(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in _LIST.split(fold(text)) if part.strip())


def _spelling(left: str, right: str) -> int:
    """Short words: the same, a slip of the finger, alike, the initial, different."""
    if left == right:
        return 4
    if min(len(left), len(right)) == 1:
        return 1 if left[0] == right[0] else 0
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1 and max(len(left), len(right)) >= 4:
        return 3
    likeness = JaroWinkler.normalized_similarity(left, right)
    if likeness >= 0.88 or (distance == 2 and len(left) >= 7):
        return 2
    shorter = min(len(left), len(right))
    return (
        1 if likeness >= 0.8 or (shorter >= 3 and (left.startswith(right) or right.startswith(left))) else 0
    )


def _figures(left: str, right: str) -> int:
    """Numbers and codes: the same, one slip (two figures swapped count as one), two slips, different."""
    if left == right:
        return 3
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1 and max(len(left), len(right)) >= 4:
        return 2
    same_letters = len(left) == len(right) >= 4 and sorted(left) == sorted(right)
    return 1 if same_letters or (distance == 2 and len(left) >= 6) else 0


def _mails(left: str, right: str) -> int:
    if left == right:
        return 3
    before, after = left.partition("@")[0], right.partition("@")[0]
    if OSA.distance(left, right, score_cutoff=2) <= 2:
        return 2
    return 1 if before == after or OSA.normalized_similarity(before, after) >= 0.8 else 0


def _same(left: str, right: str) -> int:
    return int(left == right)


def _overlap(left: frozenset[str], right: frozenset[str]) -> int:
    shared = len(left & right) / max(1, min(len(left), len(right)))
    return 2 if shared >= 0.8 else int(shared >= 0.3)


def _nothing(text: str) -> str:
    return text


_SHORT = Comparison(compact, _spelling, (0.05, 0.03, 0.05, 0.12, 0.75))
_CODES = Comparison(compact, _figures, (0.06, 0.03, 0.09, 0.82))
_COMPARISONS = {
    Kind.PERSON: _SHORT,
    Kind.SHORT: Comparison(compact, _figures, (0.15, 0.03, 0.07, 0.75)),
    Kind.POSTCODE: Comparison(compact, _figures, (0.08, 0.05, 0.07, 0.8)),
    Kind.PHONE: Comparison(digits, _figures, (0.15, 0.02, 0.05, 0.78)),
    Kind.CODE: _CODES,
    Kind.DATE: Comparison(_date, _figures, (0.06, 0.04, 0.08, 0.82)),
    Kind.EMAIL: Comparison(_email, _mails, (0.1, 0.05, 0.15, 0.7)),
    Kind.CATEGORY: Comparison(compact, _same, (0.15, 0.85)),
    Kind.LIST: Comparison(_list, _overlap, (0.3, 0.4, 0.3)),
}
_TEXT_PRIOR = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.55)
_TEXTS = frozenset({Kind.NAME, Kind.ADDRESS, Kind.PLACE, Kind.TEXT})


def comparison_of(kind: Kind) -> Comparison:
    """How to compare a column of this kind; texts are weighed with words of their own column."""
    if kind in _TEXTS:
        return Comparison(words_of, text_level, _TEXT_PRIOR)
    return _COMPARISONS[kind]


def is_text(kind: Kind) -> bool:
    """Whether a column of this kind is compared word by word."""
    return kind in _TEXTS
