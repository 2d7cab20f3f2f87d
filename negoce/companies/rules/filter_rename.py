"""Writes one value of a filter another way, when what it names has a new name. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from negoce.companies.rules.filter_text import read_filter, write_filter
from negoce.companies.rules.filters import Condition, Group
from negoce.kit.text import fold


def rename_value(text: str, field: str, names: Container[str], after: str) -> str:
    """The filter `text` where each value of `field` that folds to one of `names` reads `after`.

    A text that names none of them, or that cannot be read whole, comes back as it was.
    """
    reading = read_filter(text)
    if reading.problems or not _holds(reading.filter, field, names):
        return text
    renamed = _renamed(reading.filter, field, names, after)
    assert isinstance(renamed, Group)
    return write_filter(renamed)


def names_value(text: str, field: str, names: Container[str]) -> bool:
    """Whether a condition of the filter on `field` holds a value that folds to one of `names`."""
    return _holds(read_filter(text).filter, field, names)


def _holds(node: Condition | Group, field: str, names: Container[str]) -> bool:
    if isinstance(node, Group):
        return any(_holds(part, field, names) for part in node.parts)
    return node.field == field and any(fold(value) in names for value in node.values)


def _renamed(node: Condition | Group, field: str, names: Container[str], after: str) -> Condition | Group:
    if isinstance(node, Group):
        return replace(node, parts=tuple(_renamed(part, field, names, after) for part in node.parts))
    if node.field != field:
        return node
    values = (after if fold(value) in names else value for value in node.values)
    return replace(node, values=tuple(dict.fromkeys(values)))
