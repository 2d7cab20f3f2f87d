"""Whether two spellings may be one name, where something surer already says so. Pure."""

from __future__ import annotations

from rapidfuzz.distance import OSA

_SMALL_WORDS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les"})
# A slip in a short word makes another word: « Nord » and « Sud », « site 1 » and « site 2 » are two places.
_LONG_WORD = 5


def alike_names(one: str, other: str) -> bool:
    """Tell whether two bare names say the same, but for the order of words, small words, spaces and a slip of
    the finger in each long word.
    """
    if one.replace(" ", "") == other.replace(" ", ""):
        return bool(one)
    words, others = _telling(one), _telling(other)
    return bool(words) and len(words) == len(others) and all(map(_alike, words, others))


def _telling(name: str) -> list[str]:
    return sorted(word for word in name.split() if word not in _SMALL_WORDS)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    long = min(len(one), len(other)) >= _LONG_WORD and one.isalpha() and other.isalpha()
    return long and OSA.distance(one, other, score_cutoff=1) <= 1
