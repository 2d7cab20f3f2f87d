"""One typing mistake a word: a letter missing, added, changed, or two that changed places."""

from __future__ import annotations

import string
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from negoce.companies.rules.search.terms import is_vocabulary_word

# Longer words would be too many variants for a mistake that is rarer.
CORRECTED_MAX = 20
SPELLINGS_MAX = 24
_LATIN = string.ascii_lowercase
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωσς"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяії"


def variants(word: str) -> list[str]:
    """Every text one mistake away from a folded word that may be corrected, in order; none for other words.

    A variant keeps at least three letters. Some 55 a letter of the word.
    """
    if not is_vocabulary_word(word) or len(word) > CORRECTED_MAX:
        return []
    alphabet = _alphabet(word)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = [left + right[1:] for left, right in cuts if right]
    made += [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    made += [left + letter + right[1:] for left, right in cuts if right for letter in alphabet]
    made += [left + letter + right for left, right in cuts for letter in alphabet]
    return [variant for variant in dict.fromkeys(made) if variant != word]


def best_spellings(word: str, met: Iterable[str], whole: Iterable[str]) -> tuple[str, ...]:
    """Of the variants that begin some word (`met`), those to try: those that are a `whole` word first.

    The last letters of a word being typed are not there yet, so that a variant that begins words counts, but
    in a short word nearly everything begins something: then only whole words do. A mistake seldom falls on
    the first letter.
    """
    wholes = set(whole)
    kept = [variant for variant in met if variant in wholes or len(word) > 4]
    kept = [variant for variant in kept if OSA.distance(word, variant, score_cutoff=1) <= 1]
    kept.sort(
        key=lambda variant: (
            variant not in wholes,
            variant[0] != word[0],
            abs(len(variant) - len(word)),
            variant,
        )
    )
    return tuple(kept[:SPELLINGS_MAX])


def _alphabet(word: str) -> str:
    for letters in (_GREEK, _CYRILLIC):
        if any(letter in letters for letter in word):
            return letters
    return _LATIN
