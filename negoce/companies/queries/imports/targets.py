"""The kinds of records that files bring in: our own and those of upper rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from negoce.companies.interfaces import ImportTarget
from negoce.companies.rules.imports.columns import FieldHint, guess_columns, known_names
from negoce.companies.rules.imports.header import Header
from negoce.companies.wired import wired


def import_targets() -> Sequence[ImportTarget]:
    """Every target, in the order in which they are offered."""
    return wired().import_targets


def import_target(key: str) -> ImportTarget:
    """The target of a key; raises KeyError."""
    return {target.key: target for target in import_targets()}[key]


def amount_fields(target: ImportTarget) -> frozenset[str]:
    """The fields of a target that hold amounts, which files also tell in thousands or millions."""
    return frozenset(field.key for field in target.fields if field.is_amount)


def import_models() -> Mapping[str, str]:
    """The model of each kind of record whose date of change tells that somebody edited it, as "app.Model"."""
    return {kind: model for target in import_targets() for kind, model in target.models.items()}


def record_kind(kind: str) -> str:
    """The kind of record that an image speaks of: custom fields have images of their own beside it."""
    return kind.removesuffix("_custom")


def import_undoers() -> Mapping[str, Callable[..., None]]:
    """How the records of each kind that imports write are put back."""
    return {kind: undo for target in import_targets() for kind, undo in target.undo.items()}


def hints_of(target: ImportTarget) -> Sequence[FieldHint]:
    """How the columns of a target are found."""
    return [field.hint for field in target.fields]


def is_known_name() -> Callable[[str], bool]:
    """The test that tells a header from data, for all targets at once."""
    return known_names([hint for target in import_targets() for hint in hints_of(target)])


def missing_needs(target: ImportTarget, mapped: Mapping[int, str]) -> Sequence[Sequence[str]]:
    """The sets of fields of which none is mapped although one is needed."""
    fields = set(mapped.values())
    return [needs for needs in target.needs if not fields.intersection(needs)]


def guess_target(header: Header, samples: Sequence[Sequence[str]]) -> tuple[ImportTarget, Mapping[int, str]]:
    """The target whose needs are met with most columns, and where each column goes; else the first target."""
    guesses = [
        (target, guess_columns(header.names, samples, hints_of(target))) for target in import_targets()
    ]
    ranked = sorted(
        enumerate(guesses),
        key=lambda entry: (len(missing_needs(*entry[1])) > 0, -len(entry[1][1]), entry[0]),
    )
    target, mapping = ranked[0][1]
    return (target, mapping) if not missing_needs(target, mapping) else guesses[0]
