"""What became of a row. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.rows import RowFinding
from negoce.kit.text import fold, strip_legal_forms


class Result(StrEnum):
    """The end of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The end of a row, with what there is to say of it."""

    number: int
    result: Result
    findings: Sequence[RowFinding] = ()


def merge_changes(
    stored: Mapping[str, object], given: Mapping[str, object], mode: DuplicateMode
) -> Mapping[str, object]:
    """Return the given values that are to replace stored ones. A missing value never empties a stored one.

    A name that differs by accents, capitals or legal form alone stays as people wrote it; unless it was shouted in
    capitals and is now the same one in small letters.
    """
    changes: dict[str, object] = {}
    for name, value in given.items():
        if value in (None, "") or name not in stored:
            continue
        before = stored[name]
        if _same(before, value) or (mode is DuplicateMode.FILL_EMPTY and before not in (None, "")):
            continue
        if name == "name" and not _is_another_name(str(before), str(value)):
            continue
        changes[name] = value
    return changes


def _is_another_name(before: str, value: str) -> bool:
    if fold(before) == fold(value):
        return before.isupper() and not (value.isupper() or value.islower())
    return strip_legal_forms(before) != strip_legal_forms(value)


def _same(before: object, value: object) -> bool:
    if isinstance(before, Decimal) or isinstance(value, Decimal):
        return before is not None and Decimal(str(before)) == Decimal(str(value))
    return before == value
