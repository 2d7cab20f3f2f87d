"""The pairs of rows of any table that may be the same thing, each with a score between 0 and 1."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import cast

from negoce.companies.rules.duplicates.blocking import candidate_pairs, copies_of, text_keys, value_keys
from negoce.companies.rules.duplicates.clusters import close_groups
from negoce.companies.rules.duplicates.columns import Kind
from negoce.companies.rules.duplicates.evidence import evidence_of
from negoce.companies.rules.duplicates.learning import Pattern, learn, probability_of
from negoce.companies.rules.duplicates.levels import Comparison, comparison_of, is_text
from negoce.companies.rules.duplicates.likeness import text_nats
from negoce.companies.rules.duplicates.repeated import worth_of
from negoce.companies.rules.duplicates.tokens import Weights, Words, compare_words
from negoce.companies.rules.duplicates.whole_text import whole_text

SURE = 0.75
"""From this score on, hardly a pair in fifty is wrong (measured: docs/developer/duplicates.md)."""

_LARGEST_GROUP = 200
_MOST_PAIRS = 100_000
_PAIRS_A_ROW = 40
# Bounds memory and time for large tables: some 1 GB and two minutes.
_MOST_AT_ALL = 1_500_000
# Copies of one row that are compared with each other; a file may hold thousands.
_COPIES = 60
_MOST_COLUMNS = 40
_REMEMBERED = 250_000
# Under this size a file does not tell what is rare.
_FEW_ROWS = 50
_DRAWN = 20_000
_RARITY = 0.5
# Columns are not independent: what they say together is worth less than the sum.
_DEPENDENT = 0.5
# Under so many nats no text makes up for the rest.
_HOPELESS = -7.0
# A text alone is less sure of itself than several columns that agree.
_TEXT_ALONE = -0.5
_SWAPPED = frozenset({Kind.PERSON, Kind.ADDRESS})


@dataclass(slots=True)
class Column:
    """A column ready to be compared: its values once prepared, and how often each is met."""

    name: str
    kind: Kind
    comparison: Comparison
    values: list[Hashable]
    weights: Weights | None
    counts: Counter[Hashable]
    filled: int
    usual: float
    """The chance that two rows that say something say the same."""
    worth: float = 1.0
    """How much of it counts: less where other columns say the same again."""
    memory: dict[tuple[Hashable, Hashable], int] = field(default_factory=dict)

    def level(self, left: int, right: int, other: Column | None = None) -> int:
        """The level of likeness of two rows (the second by `other` column, if given); -1 when one is silent."""
        return self.compare(self.values[left], (other or self).values[right])

    def compare(self, one: Hashable, two: Hashable) -> int:
        """The level of two prepared values."""
        if not one or not two:
            return -1
        known = self.memory.get((one, two))
        if known is None:
            known = (
                self.comparison.level(one, two)
                if self.weights is None
                else self.comparison.level(one, two, self.weights)
            )
            if len(self.memory) < _REMEMBERED:
                self.memory[one, two] = known
        return known


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of rows (their places in the table, the first before the second) and its score."""

    left: int
    right: int
    score: float


def prepare(rows: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> Sequence[Column]:
    """Fold and count every value of the columns to compare."""
    columns = []
    for name, kind in kinds.items():
        comparison = comparison_of(kind)
        made: dict[str, Hashable] = {}
        values: list[Hashable] = []
        for text in rows[name]:
            if text not in made:
                found = comparison.prepare(text)
                made[text] = found if not isinstance(found, Words) or found.compact else ""
            values.append(made[text])
        counts = Counter(value for value in values if value)
        weights = _weights(values) if is_text(kind) else None
        filled = max(1, counts.total())
        usual = sum(count * count for count in counts.values()) / filled**2
        columns.append(Column(name, kind, comparison, values, weights, counts, filled, usual))
    worth = worth_of([rows[column.name] for column in columns])
    for column, share in zip(columns, worth, strict=True):
        column.worth = share
    return columns


def _weights(values: Sequence[Hashable]) -> Weights:
    return Weights((cast(Words, value) for value in values if value), least=_FEW_ROWS)


def score_table(rows: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> Sequence[Scored]:
    """Compare the rows of a table that share a key, and weigh each pair. Nothing is known of it beforehand."""
    kinds = most_telling(rows, kinds)
    columns = prepare(rows, kinds)
    if not columns:
        return []
    size = len(columns[0].values)
    copies = copies_of(_said(columns, size))
    beyond = {row for members in copies for row in members[_COPIES:]}
    most = min(_MOST_AT_ALL, max(_MOST_PAIRS, _PAIRS_A_ROW * size))
    pairs = candidate_pairs(_keys(columns, size, beyond), largest=max(_LARGEST_GROUP, size // 20), most=most)
    for members in copies:
        if len(pairs) < most:
            pairs.update(combinations(members[:_COPIES], 2))
    found = _weighed(rows, kinds, columns, pairs)
    return [Scored(*pair, score) for pair, score in sorted(_with_copies(found, copies).items())]


def most_telling(rows: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> Mapping[str, Kind]:
    """The columns that tell most rows apart, in their order: a table may have hundreds."""
    if len(kinds) <= _MOST_COLUMNS:
        return kinds
    ranked = sorted(kinds, key=lambda name: -len(set(rows[name])))[:_MOST_COLUMNS]
    return {name: kind for name, kind in kinds.items() if name in ranked}


def _with_copies(
    found: dict[tuple[int, int], float], copies: Sequence[Sequence[int]]
) -> dict[tuple[int, int], float]:
    """Where more rows say the same than are compared with each other, each of the rest goes with the first."""
    for members in copies:
        alike = found.get((members[0], members[1]), 0.0)
        found.update(((members[0], row), alike) for row in members[_COPIES:])
    return found


def _weighed(
    rows: Mapping[str, Sequence[str]],
    kinds: Mapping[str, Kind],
    columns: Sequence[Column],
    pairs: Collection[tuple[int, int]],
) -> dict[tuple[int, int], float]:
    """The score of each pair, and of those joined through others."""
    size = len(columns[0].values)
    texts = [column for column in columns if column.weights is not None]
    if len(columns) == 1 and texts:
        return close_groups({pair: _by_name(columns[0], *pair) for pair in sorted(pairs)})
    known: dict[Pattern, Pattern] = {}
    patterns: dict[tuple[int, int], Pattern] = {}
    for pair in sorted(pairs):
        pattern = pattern_of(columns, *pair)
        patterns[pair] = known.setdefault(pattern, pattern)
    model = learn(
        Counter(patterns.values()),
        Counter(pattern_of(columns, *pair) for pair in _drawn(size)),
        [column.comparison.prior for column in columns],
        [column.worth for column in columns],
    )
    evidence = evidence_of(model, [column.kind for column in columns])
    said = {pattern: evidence.of(pattern) for pattern in known}
    whole = whole_text(rows, kinds, least=_FEW_ROWS)
    scores: dict[tuple[int, int], float] = {}
    for pair, pattern in patterns.items():
        nats = said[pattern] + rarity(columns, pattern, *pair)
        more = whole.said(*pair) if whole is not None and nats > _HOPELESS else 0.0
        scores[pair] = probability_of(_DEPENDENT * nats + more)
    return close_groups(scores)


def _said(columns: Sequence[Column], size: int) -> Iterator[tuple[int, Hashable]]:
    for row in range(size):
        said = tuple(column.values[row] for column in columns)
        if any(said):
            yield row, said


def _keys(
    columns: Sequence[Column], size: int, beyond: Collection[int]
) -> Iterator[tuple[int, Iterator[tuple[str, str]]]]:
    for row in range(size):
        if row not in beyond:
            yield row, _keys_of(columns, row)


def _keys_of(columns: Sequence[Column], row: int) -> Iterator[tuple[str, str]]:
    for column in columns:
        value = column.values[row]
        if not value or column.kind in (Kind.CATEGORY, Kind.LIST):
            continue
        if column.weights is not None:
            found = text_keys(cast(Words, value), column.weights, alone=len(columns) == 1)
        else:
            found = value_keys(column.kind, cast(str, value))
        group = column.kind.value if column.kind in _SWAPPED else column.name
        for key in found:
            yield group, key
    yield from _crossed(columns, row)


def _crossed(columns: Sequence[Column], row: int) -> Iterator[tuple[str, str]]:
    """Two short values together: rare where each alone is common."""
    short = [
        f"{place}{str(column.values[row])[:4]}"
        for place, column in enumerate(columns)
        if column.weights is None and column.values[row] and column.kind not in (Kind.LIST, Kind.CATEGORY)
    ][:5]
    for place, one in enumerate(short):
        for two in short[place + 1 :]:
            yield "×", f"{one}{two}"


def pattern_of(columns: Sequence[Column], left: int, right: int) -> Pattern:
    """The level of each column for two rows; two columns of a kind may have been swapped on entry."""
    levels = [column.level(left, right) for column in columns]
    for place in range(len(columns) - 1):
        one, two = columns[place], columns[place + 1]
        if one.kind is not two.kind or one.kind not in _SWAPPED or max(levels[place], levels[place + 1]) > 1:
            continue
        across, back = one.level(left, right, two), two.level(left, right, one)
        if min(across, back) >= len(one.comparison.prior) - 2:
            levels[place], levels[place + 1] = across - 1, back - 1
    return tuple(levels)


def rarity(columns: Sequence[Column], pattern: Pattern, left: int, right: int) -> float:
    """What the same rare value says more than the same common one, in nats."""
    total = 0.0
    for column, level in zip(columns, pattern, strict=True):
        top = len(column.comparison.prior) - 1
        if (
            level < top
            or column.filled < _FEW_ROWS
            or column.kind is Kind.LIST
            or column.values[left] != column.values[right]
        ):
            continue
        share = max(2, column.counts[column.values[left]]) / column.filled
        total += column.worth * _RARITY * max(-4.0, min(4.0, math.log(column.usual / share)))
    return total


def _by_name(column: Column, left: int, right: int) -> float:
    one, two = column.values[left], column.values[right]
    if not one or not two or column.weights is None:
        return 0.0
    nats = text_nats(compare_words(cast(Words, one), cast(Words, two), column.weights))
    return probability_of(_DEPENDENT * nats + _TEXT_ALONE)


def _drawn(size: int) -> Iterator[tuple[int, int]]:
    """Pairs drawn at random, always the same ones."""
    draw = random.Random(7)
    for _time in range(min(_DRAWN, size * size)):
        left, right = draw.randrange(size), draw.randrange(size)
        if left != right:
            yield left, right
