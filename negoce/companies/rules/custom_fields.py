"""A custom field as every process knows it, and what its name and its choices may be. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from negoce.companies.enums import CustomType
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.enums import FieldGroup
from negoce.kit.explain import Finding
from negoce.kit.text import fold, name_key

MAX_FIELDS = 100
MAX_CHOICES = 200
MAX_DECIMALS = 4
LABEL_MAX = 60
KEY_PREFIX = "custom_"
_KEY_BODY = 40
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice: its code is stored and never changes; a retired one stays where it was set."""

    code: str
    label: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class KnownField:
    """A custom field; `kind` names the records that have it, `slot` (1 to MAX_FIELDS) where its values stand."""

    id: int
    kind: str
    slot: int
    key: str
    label: str
    type: CustomType
    choices: tuple[Choice, ...] = ()
    group: FieldGroup | None = None
    decimals: int = 0
    searchable: bool = False
    archived: bool = False

    def choice(self, code: str) -> Choice | None:
        """The choice of a code, retired or not."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True)
class NewChoices:
    """The choices as asked: those kept with their new names, in order, and the names that are new."""

    kept: tuple[Choice, ...] = ()
    added: tuple[str, ...] = ()


def key_for(label: str, taken: Collection[str]) -> str:
    """The stable key of a field called `label`: readable in an address, none of `taken`."""
    return _free(KEY_PREFIX + (_slug(label)[:_KEY_BODY].strip("_") or "field"), taken)


def clean_label(label: str) -> tuple[str, Finding | None]:
    """The name of a field or of a choice on one line; findings ``text.required``, ``text.too_long``."""
    parsed = clean_line(label, LABEL_MAX)
    if parsed.finding is not None:
        return "", parsed.finding
    clean = parsed.value or ""
    return clean, None if clean else Finding("text.required")


def label_key(label: str) -> str:
    """What makes two names the same: « Été » and « ete »; signs alone are compared as they are."""
    return name_key(label) or label.casefold()


def settle_choices(asked: NewChoices) -> tuple[tuple[Choice, ...], Finding | None]:
    """The choices to store, codes given to the new ones.

    Findings: those of `clean_label`, ``custom.choice_twice``, ``custom.too_many_choices``, ``custom.no_choice``.
    """
    settled: list[Choice] = []
    for one in (*asked.kept, *(Choice("", label) for label in asked.added)):
        label, finding = clean_label(one.label)
        if finding is not None:
            return (), finding
        if label_key(label) in {label_key(other.label) for other in settled}:
            return (), Finding("custom.choice_twice", "error", {"text": label})
        code = one.code or _free(_slug(label)[:_KEY_BODY] or "choice", _codes(asked, settled))
        settled.append(replace(one, code=code, label=label))
    if len(settled) > MAX_CHOICES:
        return (), Finding("custom.too_many_choices", "error", {"max": MAX_CHOICES})
    if not any(not one.retired for one in settled):
        return (), Finding("custom.no_choice")
    return tuple(settled), None


def _codes(asked: NewChoices, settled: Sequence[Choice]) -> set[str]:
    return {one.code for one in (*asked.kept, *settled)}


def _slug(label: str) -> str:
    return _NOT_WORD.sub("_", fold(label)).strip("_")


def _free(stem: str, taken: Collection[str]) -> str:
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found
