"""Which of two values a merge proposes to keep: the fuller one, else the more recent one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.company_values import EDITABLE, PARAGRAPHS
from negoce.companies.rules.contact_values import CONTACT_FIELDS
from negoce.companies.rules.contact_values import PARAGRAPHS as CONTACT_PARAGRAPHS

KEPT, ABSORBED, BOTH = "kept", "absorbed", "both"
SIDES = (KEPT, ABSORBED, BOTH)
# Values that mean something together only; a group bears the name of its first field, or its own.
COMPANY_GROUPS: Mapping[str, Sequence[str]] = {
    "place": ("postal_code", "city", "country"),
    "activity_code": ("activity_code", "activity_code_version"),
    "headcount": ("headcount", "headcount_band"),
}
CONTACT_GROUPS: Mapping[str, Sequence[str]] = {
    "informed_on": ("informed_on", "informed_through", "information_source"),
}
# Texts of which both may be kept, one after the other.
JOINABLE: Mapping[str, Mapping[str, int]] = {
    "company": {name: PARAGRAPHS[name] for name in ("note", "equipment", "methods")},
    "contact": dict(CONTACT_PARAGRAPHS),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One choice of a merge: a field, or several that go together."""

    key: str
    fields: tuple[str, ...]


def parts_of(kind: str) -> Sequence[Part]:
    """The choices of a merge of this kind ("company" or "contact"), in the order of the record's page."""
    groups = COMPANY_GROUPS if kind == "company" else CONTACT_GROUPS
    grouped = {name: key for key, names in groups.items() for name in names}
    parts: dict[str, Part] = {}
    for name in EDITABLE if kind == "company" else CONTACT_FIELDS:
        key = grouped.get(name, name)
        parts.setdefault(key, Part(key, tuple(groups.get(key, (name,)))))
    return tuple(parts.values())


def is_empty(value: object) -> bool:
    """Whether there is nothing; zero is something."""
    return value is None or value == ""


def proposed_side(
    kind: str, part: Part, kept: Mapping[str, object], absorbed: Mapping[str, object], *, newer: str
) -> str:
    """KEPT, ABSORBED, or BOTH for two texts that fit together; `newer` is the side that was changed last.

    What names a record (its name, its follower) stays the survivor's: who chose it meant that.
    """
    ours = [kept.get(name) for name in part.fields]
    theirs = [absorbed.get(name) for name in part.fields]
    full, other = sum(not is_empty(each) for each in ours), sum(not is_empty(each) for each in theirs)
    if part.key == "place":
        # A country alone says nothing: every record has one.
        full, other = (sum(not is_empty(each) for each in side[:2]) for side in (ours, theirs))
    if not other or ours == theirs:
        return KEPT
    if other != full and (not full or part.key == "place" or len(part.fields) > 1):
        return ABSORBED if other > full else KEPT
    if part.key in JOINABLE[kind] and joined(kind, part.key, ours[0], theirs[0]):
        return BOTH
    if part.key in ("name", "last_name", "first_name", "owner", "relation", "buyer_type", "language"):
        return KEPT
    return KEPT if newer == KEPT else ABSORBED


def joined(kind: str, name: str, kept: object, absorbed: object) -> str:
    """Both texts, one after the other; empty when one is missing, holds the other, or they are too long together."""
    first, second = str(kept or ""), str(absorbed or "")
    if not first or not second or second in first or first in second:
        return ""
    text = f"{first}\n\n{second}"
    return text if len(text) <= JOINABLE[kind].get(name, 0) else ""
