"""Which pairs are worth comparing: those that share a key which is rare enough in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from negoce.companies.rules.duplicates.columns import Kind
from negoce.companies.rules.duplicates.tokens import Weights, Words

_RAREST = 4
# Where words are all that a row says, more of them bring rows together.
_RAREST_ALONE = 10
_FIRST_LETTERS = 5


def text_keys(words: Words, weights: Weights, *, alone: bool = False) -> Iterator[str]:
    """The rarest words, their pairs, the beginning of the rare ones, and the whole run together.

    `alone` says that the table holds nothing but this text.
    """
    ranked = sorted(words.words, key=lambda word: (-weights.of(word), word))
    ranked = ranked[: _RAREST_ALONE if alone else _RAREST]
    for word in ranked:
        yield word
        if len(word) > _FIRST_LETTERS:
            yield f"{word[:_FIRST_LETTERS]}…"
            yield f"…{word[-_FIRST_LETTERS:]}"
    for place, word in enumerate(ranked):
        for other in ranked[place + 1 :]:
            yield "+".join(sorted((word, other)))
    if len(words.compact) > 2 * _FIRST_LETTERS:
        yield f"={words.compact[:10]}"


def value_keys(kind: Kind, value: str) -> Iterator[str]:
    """Keys of a short value: itself, its beginning and its end, so that one slip leaves a key whole."""
    if not value:
        return
    yield value
    if kind is Kind.EMAIL:
        yield value.partition("@")[0]
    elif kind is not Kind.CATEGORY and len(value) >= 6:
        half = len(value) // 2
        yield f"{value[:half]}<"
        yield f">{value[half:]}"


def candidate_pairs(
    keys: Iterable[tuple[int, Iterable[tuple[str, str]]]], *, largest: int, most: int
) -> set[tuple[int, int]]:
    """Pairs of rows that share a key held by at most `largest` rows; the smallest groups first, up to `most`."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, found in keys:
        for key in found:
            groups[key].append(row)
    pairs: set[tuple[int, int]] = set()
    for members in _by_size(groups, largest):
        # Groups come the smallest first: where one has no room left, none of the next has.
        if len(pairs) + len(members) * (len(members) - 1) // 2 > most:
            break
        for place, left in enumerate(members):
            pairs.update((left, right) for right in members[place + 1 :])
    return pairs


def copies_of(rows: Iterable[tuple[int, Hashable]]) -> Sequence[Sequence[int]]:
    """Rows that say the very same, two and more of them together."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for row, said in rows:
        groups[said].append(row)
    return [members for members in groups.values() if len(members) > 1]


def _by_size(groups: Mapping[tuple[str, str], Sequence[int]], largest: int) -> Sequence[Sequence[int]]:
    useful = [sorted(set(rows)) for rows in groups.values() if 1 < len(rows) <= largest]
    return sorted(useful, key=len)
