"""The values of a filter made canonical: a tag's folded name, a person's public id, the stored code of a
choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.directory import Directory
from negoce.companies.rules.filters import RELATIVE, TAKES, Condition, Group, Values
from negoce.kit.text import fold

CLOSED_KINDS = frozenset({ColumnKind.CHOICE, ColumnKind.PERSON, ColumnKind.TAGS})


def canonical_values(
    node: Condition | Group, columns: Mapping[str, Column], directory: Directory
) -> tuple[Condition | Group, Mapping[str, frozenset[str]]]:
    """The same filter with known values in canonical form, and by field the canonical values that are
    known.
    """
    known: dict[str, set[str]] = {}
    return _canonical(node, columns, directory, known), {
        key: frozenset(values) for key, values in known.items()
    }


def known_values(
    column: Column, values: Sequence[str], directory: Directory
) -> Mapping[str, tuple[str, str]]:
    """For each value that exists: its canonical form and its words."""
    if column.kind is ColumnKind.PERSON:
        return _people(values, directory)
    if column.kind is ColumnKind.TAGS:
        return {
            value: (tags[0].key, tags[0].name) for value in values if (tags := directory.tags_of([value]))
        }
    if column.resolve is not None:
        return {key: (pair[0], str(pair[1])) for key, pair in column.resolve(values, directory.actor).items()}
    if column.options is not None:
        options = column.options(directory.actor)
        by_name = {fold(str(label)): (code, str(label)) for code, label in reversed(options)}
        by_name |= {fold(code): (code, str(label)) for code, label in options}
        return {value: by_name[fold(value)] for value in values if fold(value) in by_name}
    return {value: (value, value) for value in values}


def is_closed(column: Column) -> bool:
    """Whether only known values make sense for the column."""
    return column.kind in CLOSED_KINDS or column.resolve is not None


def _people(values: Sequence[str], directory: Directory) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for value in values:
        if (word := value.lower()) in RELATIVE:
            found[value] = (word, word)
        elif ids := directory.person_ids([value]):
            person = directory.people[ids[0]]
            found[value] = (person.public_id, person.full_name)
    return found


def _canonical(
    node: Condition | Group, columns: Mapping[str, Column], directory: Directory, known: dict[str, set[str]]
) -> Condition | Group:
    if isinstance(node, Group):
        return replace(node, parts=tuple(_canonical(part, columns, directory, known) for part in node.parts))
    column = columns.get(node.field)
    if column is None or not is_closed(column):
        return node
    # The first value of « bought since » is a date.
    fixed = 1 if TAKES[node.operator] is Values.DATE_THEN_MANY else 0
    found = known_values(column, node.values[fixed:], directory)
    values = (
        *node.values[:fixed],
        *(found[value][0] if value in found else value for value in node.values[fixed:]),
    )
    known.setdefault(node.field, set()).update(pair[0] for pair in found.values())
    known[node.field].update(values[:fixed])
    return replace(node, values=values)
