"""From a query to what the index is asked, and from what it answers to an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.search.expression import Expression, Term, all_of, any_of
from negoce.companies.rules.search.query import Chunk, Query
from negoce.companies.rules.search.terms import (
    BEGIN,
    BEGIN_MAX,
    BEGIN_MIN,
    CONTEXT,
    CONTEXT_BEGIN,
    CONTEXT_BEGIN_MIN,
    PRIVATE,
    PUBLIC,
    START,
    WHOLE,
    WORD_MAX,
    IndexedEntry,
    is_vocabulary_word,
    trigrams,
)

# How well a title answers, best first.
EXACT, BEGINS, IN_TITLE, ELSEWHERE, FRAGMENT, CORRECTED, CORRECTED_ELSEWHERE = range(7)


# Shorter parts need every trigram of theirs: numbers are much alike.
LONG_PART = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one pass looks for.

    `spellings` gives each mistyped word the beginnings to try; `met` gives a beginning longer than those that
    are terms the words that begin so (none listed: too many, the engine looks itself). `plain_fragments`
    looks for parts of addresses in plain words too; `private` in personal fields.
    """

    query: Query
    spellings: Mapping[str, tuple[str, ...]]
    met: Mapping[str, tuple[str, ...]]
    plain_fragments: bool = False
    private: bool = False

    def beginnings(self, word: str) -> tuple[str, ...]:
        """How a word that answers `word` may begin."""
        return self.spellings.get(word, (word,))

    def fragments(self, chunk: Chunk) -> tuple[str, ...]:
        """The parts of numbers and addresses that answer a chunk in this pass."""
        return chunk.fragments if self.plain_fragments or not chunk.is_plain else ()

    @property
    def may_be_frequent(self) -> bool:
        """Whether a large part of all records may answer: letters of addresses, one word alone."""
        addresses = any(not part.isdigit() for chunk in self.query.chunks for part in self.fragments(chunk))
        words = self.query.words
        return addresses or (len(words) == 1 and not words[0].isdigit())

    def own_terms(self, word: str) -> list[Expression]:
        """The terms of which a record has one when a word of its own answers."""
        return self._terms(word, BEGIN, "", BEGIN_MIN)

    def context_terms(self, word: str) -> list[Expression]:
        """The same for a word beside the record."""
        return self._terms(word, CONTEXT_BEGIN, CONTEXT, CONTEXT_BEGIN_MIN)

    def _terms(self, word: str, begin_mark: str, mark: str, shortest: int) -> list[Expression]:
        terms: list[Expression] = []
        for begin in self.beginnings(word):
            if len(begin) <= BEGIN_MAX:
                terms += [Term(begin_mark + begin)] if len(begin) >= shortest else []
            elif begin in self.met:
                terms += [Term(mark + found) for found in self.met[begin]]
            else:
                terms.append(Term(mark + begin, is_prefix=True))
        return terms


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers, and how well: less is better."""

    entry: IndexedEntry
    rank: tuple[int, int, int, str]

    @property
    def quality(self) -> int:
        """One of EXACT … CORRECTED_ELSEWHERE."""
        return self.rank[0]


def long_beginnings(query: Query, spellings: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The beginnings that are no terms by themselves, and whose words are worth looking up."""
    asked = [begin for word in query.words for begin in spellings.get(word, (word,))]
    return [begin for begin in dict.fromkeys(asked) if len(begin) > BEGIN_MAX and is_vocabulary_word(begin)]


def expression(wanted: Wanted, readers: Iterable[str] | None) -> Expression | None:
    """What the index is asked; None when it is known that nothing answers.

    `readers` are the terms of which a record must have one, None for everybody's eyes.
    """
    asked = [_chunk(chunk, wanted) for chunk in wanted.query.chunks]
    if len(wanted.query.words) > 1:
        # A word beside the record (its company's) narrows down; alone it would bring every person of a
        # company.
        asked.append(_own(wanted))
    found = any_of([all_of(asked), *[_fragment(number, wanted.private) for number in wanted.query.numbers]])
    return found if readers is None else all_of([found, any_of([Term(reader) for reader in readers])])


def title_expression(wanted: Wanted, found: Expression) -> Expression | None:
    """Of all that answer, those whose title is the query, or begins with one of its words."""
    whole = wanted.query.key.replace(" ", "")[:WORD_MAX]
    first = [
        Term(START + begin[:BEGIN_MAX]) for word in wanted.query.words for begin in wanted.beginnings(word)
    ]
    return all_of([any_of([Term(WHOLE + whole), *first]), found]) if whole else None


def judge(entry: IndexedEntry, wanted: Wanted) -> Found | None:
    """How well a record answers; None when it does not."""
    quality = _quality(entry, wanted)
    if quality is None:
        return None
    own = set(entry.words.split(" "))
    whole_words = sum(any(begin in own for begin in wanted.beginnings(word)) for word in wanted.query.words)
    return Found(entry, (quality, -whole_words, len(entry.key), entry.key))


def _quality(entry: IndexedEntry, wanted: Wanted) -> int | None:
    query = wanted.query
    if query.words:
        title = entry.key.split(" ")
        if entry.key == query.key:
            return EXACT
        if all(_begins(title, wanted.beginnings(word)) for word in query.words):
            if wanted.spellings:
                return CORRECTED
            return BEGINS if entry.key.startswith(query.words[0]) else IN_TITLE
    words, context = entry.words.split(" "), entry.context.split(" ")
    held = _fragments(entry, wanted.private)
    if query.chunks and all(
        all(
            _begins(words, wanted.beginnings(word)) or _begins(context, wanted.beginnings(word))
            for word in chunk.words
        )
        or any(part in held for part in wanted.fragments(chunk))
        for chunk in query.chunks
    ):
        by_word = any(_begins(words, wanted.beginnings(word)) for word in query.words)
        if by_word:
            return CORRECTED_ELSEWHERE if wanted.spellings else ELSEWHERE
        if any(part in held for chunk in query.chunks for part in wanted.fragments(chunk)):
            return FRAGMENT
    return FRAGMENT if any(number in held for number in query.numbers) else None


def _begins(words: list[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in words)


def _fragments(entry: IndexedEntry, private: bool) -> str:
    return f"{entry.fragments} {entry.private_fragments}" if private else entry.fragments


def _chunk(chunk: Chunk, wanted: Wanted) -> Expression | None:
    several = len(wanted.query.words) > 1
    words = [
        any_of([*wanted.own_terms(word), *(wanted.context_terms(word) if several else ())])
        for word in chunk.words
    ]
    return any_of([all_of(words), *[_fragment(part, wanted.private) for part in wanted.fragments(chunk)]])


def _own(wanted: Wanted) -> Expression | None:
    """At least one word of the record itself, or a part of its numbers and addresses."""
    words = [term for word in wanted.query.words for term in wanted.own_terms(word)]
    parts = [part for chunk in wanted.query.chunks for part in wanted.fragments(chunk)]
    return any_of([*words, *[_fragment(part, wanted.private) for part in parts]])


def _fragment(part: str, private: bool) -> Expression | None:
    marks = (PUBLIC, PRIVATE) if private else (PUBLIC,)
    return any_of([all_of([Term(term) for term in _asked(trigrams(part, mark))]) for mark in marks])


def _asked(terms: Sequence[str]) -> Iterable[str]:
    """The trigrams that are asked of a part: of a long one every second and the last, which hold all its letters.

    Each is a long list to walk, and `judge` looks for the whole part in what they bring.
    """
    return dict.fromkeys(terms if len(terms) < LONG_PART else [*terms[:-1:2], terms[-1]])
