"""What a person typed into the search box, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negoce.companies.rules.phones import phone_digits
from negoce.companies.rules.search.terms import FRAGMENT_MIN, WORD_MAX, fragment_text, is_vocabulary_word
from negoce.kit.text import fold, split_words

TYPED_MAX = 120
CHUNKS_MAX = 6
LETTERS_MIN = 2
# A part of a word of letters is looked for in addresses from this length; digits from three.
PLAIN_FRAGMENT_MIN = 4
_NUMBER = re.compile(r"\+?[\d\s.()/-]*\d[\d\s.()/-]*", re.ASCII)
_VAT = re.compile(r"fr[0-9a-z]{2}(\d{9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stood between two spaces.

    Its words are each the beginning of one that is looked for; or it is one of `fragments`, parts
    of numbers or addresses. `is_plain` says that it is one word of letters.
    """

    words: tuple[str, ...]
    fragments: tuple[str, ...] = ()
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All chunks are looked for at once; or `numbers`, when the text is one number with spaces.

    `key` is the folded text, to compare with titles; `words` every word of the chunks, in the order typed.
    """

    key: str
    chunks: tuple[Chunk, ...]
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chunks or self.numbers)


def parse_query(text: str) -> Query:
    """Take a typed text apart; one letter, or no letter and no digit, asks for nothing."""
    typed = fold(text[:TYPED_MAX])
    chunks = [chunk for chunk in map(_chunk, typed.split(" ")) if chunk.words][:CHUNKS_MAX]
    words = [word for chunk in chunks for word in chunk.words]
    if sum(map(len, words)) < LETTERS_MIN:
        return Query("", ())
    numbers = _numbers(typed)
    # « 06 39 98 » is a number, hardly three words.
    if numbers:
        return Query(" ".join(words), (), numbers)
    return Query(" ".join(words), tuple(chunks), (), tuple(words))


def _chunk(text: str) -> Chunk:
    words = tuple(word[:WORD_MAX] for word in split_words(text))
    if len(words) == 1 and is_vocabulary_word(words[0]) and words[0] == text:
        fragment = fragment_text(text)
        return Chunk(words, (fragment,) if len(fragment) >= PLAIN_FRAGMENT_MIN else (), is_plain=True)
    if _NUMBER.fullmatch(text):
        return Chunk(words, _digit_fragments(text))
    as_address = fragment_text(text)
    return Chunk(words, (as_address,) if len(as_address) >= PLAIN_FRAGMENT_MIN else ())


def _numbers(typed: str) -> tuple[str, ...]:
    vat = _VAT.fullmatch(typed.replace(" ", ""))
    if vat:
        return (vat[1],)
    if not _NUMBER.fullmatch(typed):
        return ()
    return _digit_fragments(typed) if " " in typed else ()


def _digit_fragments(text: str) -> tuple[str, ...]:
    """The digits as they stand in a stored telephone number or SIREN: a leading zero is not looked for."""
    digits = phone_digits(text)
    return (digits,) if len(digits) >= FRAGMENT_MIN else ()
