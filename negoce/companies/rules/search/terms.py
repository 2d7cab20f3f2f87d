"""The terms under which the index keeps a record, so that every question is answered by whole terms.

A term's first character says what it is: `<` the beginning of a word of the record itself, a letter or digit
the whole word, `>` and `~` the same of a word beside it (its company's name), `^` the beginning of the title,
`=` the whole title, `#` three characters of a number or address, `!` the same in a personal field, `_` who
may see the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

BEGIN = "<"
CONTEXT = "~"
CONTEXT_BEGIN = ">"
START = "^"
WHOLE = "="
PUBLIC = "#"
PRIVATE = "!"
EVERYBODY = "_all"
# Every sign that a term may hold beside letters and digits; the full-text table of SQLite is told the same.
SIGNS = "<>~^=#!_@.+-"

WORD_MAX = 40
# Beginnings of these lengths are terms; longer ones are looked up among the words met (see lookup.py).
BEGIN_MIN, BEGIN_MAX = 2, 5
CONTEXT_BEGIN_MIN = 3
WORDS_MAX = 60
FRAGMENT_MAX = 80
FRAGMENT_MIN = 3
_KIND_BITS = 48
_FRAGMENT = re.compile(r"[a-z0-9@._+-]*").fullmatch
_NOT_FRAGMENT = re.compile(r"[^a-z0-9@._+-]")
_VOCABULARY_WORD_MIN = 4


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """A row of the index: space-separated, folded texts, in the order of the columns of SearchEntry."""

    id: int
    company_id: int | None
    key: str
    words: str
    context: str
    fragments: str
    private_fragments: str
    readers: str

    def terms(self) -> str:
        """Every term of the record, one space apart; some stand twice.

        SQLite's table is told these terms again to forget them: when they change, the index must be made anew
        (`negoce search rebuild --empty-first`, from the migration that comes with the change).
        """
        terms = [_own_terms(word) for word in self.words.split(" ")] if self.words else []
        if self.context:
            terms += [_context_terms(word) for word in self.context.split(" ")]
        if self.key:
            terms += beginnings(self.key.partition(" ")[0], START, 1)
            terms.append(WHOLE + self.key.replace(" ", "")[:WORD_MAX])
        if self.fragments:
            terms += [_fragment_terms(fragment, PUBLIC) for fragment in self.fragments.split(" ")]
        if self.private_fragments:
            terms += [_fragment_terms(fragment, PRIVATE) for fragment in self.private_fragments.split(" ")]
        if self.readers:
            terms.append(self.readers)
        return " ".join(terms)


def vocabulary_of(entries: Iterable[IndexedEntry]) -> set[str]:
    """The words of entries that a mistyped word may be corrected to: those of letters only.

    Each is judged once, however many entries hold it.
    """
    words: set[str] = set()
    for entry in entries:
        words.update(entry.words.split(" "), entry.context.split(" "))
    return {word for word in words if is_vocabulary_word(word)}


def is_vocabulary_word(word: str) -> bool:
    """Whether a word is long enough, and made of letters only, to correct or be corrected."""
    return _VOCABULARY_WORD_MIN <= len(word) <= WORD_MAX and word.isalpha()


def entry_id(kind_code: int, object_id: int) -> int:
    """The key of a record's entry, in 64 bits: all those of a kind lie side by side."""
    return (kind_code << _KIND_BITS) | object_id


def object_id(entry: int) -> int:
    """The record's own key."""
    return entry & ((1 << _KIND_BITS) - 1)


def kind_code(entry: int) -> int:
    """The code of the kind of record."""
    return entry >> _KIND_BITS


def kind_range(code: int) -> tuple[int, int]:
    """The first and last possible key of a kind."""
    return code << _KIND_BITS, ((code + 1) << _KIND_BITS) - 1


def kept_words(words: Iterable[str]) -> str:
    """Words once each, cut at a length that no real word reaches, one space apart."""
    text = " ".join(dict.fromkeys(words))
    if len(text) <= WORD_MAX:
        return text
    return " ".join(list(dict.fromkeys([word[:WORD_MAX] for word in text.split(" ")]))[:WORDS_MAX])


def fragment_text(text: str) -> str:
    """A number or address as it is found by its parts: small letters, digits and the signs of addresses."""
    kept = text.lower()
    return (kept if _FRAGMENT(kept) else _NOT_FRAGMENT.sub("", kept))[:FRAGMENT_MAX]


def kept_fragments(texts: Iterable[str]) -> str:
    """Fragments long enough to be found, one space apart."""
    kept = [fragment_text(text) for text in texts if text]
    return " ".join([text for text in kept if len(text) >= FRAGMENT_MIN])


def beginnings(word: str, mark: str, shortest: int) -> list[str]:
    """The terms of the beginnings of a word, from `shortest` letters on."""
    return [mark + word[:length] for length in range(shortest, min(len(word), BEGIN_MAX) + 1)]


def trigrams(text: str, mark: str) -> list[str]:
    """The terms of a fragment; a text that holds `part` has all those of `part`."""
    return [mark + text[at : at + 3] for at in range(len(text) - 2)]


# First names, towns, the words of a company beside its people, domains: the same words come again and again.
@lru_cache(maxsize=16_384)
def _own_terms(word: str) -> str:
    return " ".join([word, *beginnings(word, BEGIN, BEGIN_MIN)])


@lru_cache(maxsize=16_384)
def _context_terms(word: str) -> str:
    return " ".join([CONTEXT + word, *beginnings(word, CONTEXT_BEGIN, CONTEXT_BEGIN_MIN)])


def _fragment_terms(text: str, mark: str) -> str:
    name, at, domain = text.partition("@")
    if not at or not domain or not name:
        return " ".join(trigrams(text, mark))
    before = " ".join(trigrams(f"{name}@{domain[0]}", mark))
    return f"{before} {_domain_terms(domain, mark)}" if len(domain) > 1 else before


@lru_cache(maxsize=4_096)
def _domain_terms(domain: str, mark: str) -> str:
    return " ".join(trigrams(f"@{domain}", mark))


def readers_terms(owner_id: int | None, territory_id: int | None) -> str:
    """Who sees a record of a company with this owner in this territory, beside those who see everything."""
    terms = []
    if owner_id is not None:
        terms.append(f"_o{owner_id}")
    if territory_id is not None:
        terms.append(f"_t{territory_id}")
    return " ".join(terms)
