"""Which field each column of a file goes to: by its name in French or English, and by what its values
look like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.imports.header import header_key
from negoce.companies.rules.imports.units import split_unit

_EXACT, _WITHIN, _WEAK, _BY_VALUE = 100.0, 70.0, 60.0, 45.0
_ENOUGH = 40.0
_MOST_SAMPLES = 30


@dataclass(frozen=True, slots=True)
class FieldHint:
    """How a field is found. Names are folded words, the surest first.

    `names` count also inside a longer name, `whole_names` only alone. `looks(value)` tells the shape of a
    value;
    `by_value` says that the shape is proof enough without any name, `without` words of other fields' names.
    """

    key: str
    names: tuple[str, ...] = ()
    whole_names: tuple[str, ...] = ()
    looks: Callable[[str], bool] | None = None
    by_value: bool = False
    without: tuple[str, ...] = ()


def guess_columns(
    names: Sequence[str], samples: Sequence[Sequence[str]], hints: Sequence[FieldHint]
) -> Mapping[int, str]:
    """Return ``{column position: field key}``, each field once; the best pairs of column and field come
    first.
    """
    values = [_values_of(at, samples) for at in range(len(names))]
    pairs = []
    for at, name in enumerate(names):
        for rank, hint in enumerate(hints):
            score = _score(name, values[at], hint)
            if score >= _ENOUGH:
                pairs.append((-score, at, rank, hint.key))
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for _negative, at, _rank, key in sorted(pairs):
        if at not in chosen and key not in taken:
            chosen[at] = key
            taken.add(key)
    return dict(sorted(chosen.items()))


def known_names(hints: Sequence[FieldHint]) -> Callable[[str], bool]:
    """Return the test that tells whether a folded name is that of one of the fields."""
    whole = {name for hint in hints for name in (*hint.names, *hint.whole_names)}
    within = [f" {name} " for hint in hints for name in hint.names if len(name) > 3]
    return lambda key: key in whole or any(name in f" {key} " for name in within)


def _score(name: str, values: Sequence[str], hint: FieldHint) -> float:
    by_name = max(_name_score(header_key(split_unit(part)[0]), hint) for part in _parts(name))
    if hint.looks is None or not values:
        return by_name
    share = sum(map(hint.looks, values)) / len(values)
    if not by_name:
        return _BY_VALUE + 5 * share if hint.by_value and share >= 0.9 and len(values) >= 3 else 0.0
    return by_name + 10 * share if share >= 0.3 else by_name - 60


def _name_score(key: str, hint: FieldHint) -> float:
    best = 0.0
    if not {*key.split()}.isdisjoint(hint.without):
        return best
    for rank, name in enumerate(hint.names):
        if key == name:
            best = max(best, _EXACT - rank / 2)
        elif f" {name} " in f" {key} ":
            words, extra = name.count(" ") + 1, key.count(" ") - name.count(" ")
            best = max(best, _WITHIN - rank / 2 + 4 * words - min(extra, 8))
    for rank, name in enumerate(hint.whole_names):
        if key == name:
            best = max(best, _WEAK - rank / 2)
    return best


def _parts(name: str) -> tuple[str, ...]:
    """A name on two lines counts by its lower line, or as a whole."""
    return (name.rpartition(" › ")[2], name) if " › " in name else (name,)


def _values_of(at: int, samples: Sequence[Sequence[str]]) -> list[str]:
    values = [row[at].strip() for row in samples if at < len(row) and row[at].strip()]
    return values[:_MOST_SAMPLES]
