"""The changes of a company in sentences: who, when, which field, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import AddressKind
from negoce.companies.permissions import is_custom, may_read_field
from negoce.companies.rules.address_values import FIELDS as ADDRESS_FIELDS
from negoce.companies.words.choices import choice_label
from negoce.companies.words.company_values import show_value
from negoce.identity.models import JournalEntry
from negoce.kit.dates import format_relative
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.record import CompanyRecord
from negoce.web.custom.words import custom_words

_VERBS: Mapping[tuple[str, str], Any] = {
    ("company", "created"): _("a créé la fiche"),
    ("company", "deleted"): _("a supprimé la fiche"),
    ("company", "restored"): _("a rétabli la fiche"),
    ("company", "changed"): _("a modifié"),
    ("address", "created"): _("a ajouté l’adresse"),
    ("address", "changed"): _("a modifié l’adresse"),
    ("address", "deleted"): _("a retiré l’adresse"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name and both values in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry: who did what and when; `changes` are the fields that the actor may read."""

    actor_name: str
    verb: str
    when: str
    at: datetime
    changes: Sequence[Change]


def journal_lines(record: CompanyRecord, entries: Sequence[JournalEntry]) -> Sequence[JournalLine]:
    """Entries of the journal, in words."""
    return [_line(record, entry) for entry in entries]


def _line(record: CompanyRecord, entry: JournalEntry) -> JournalLine:
    today = timezone.localdate()
    verb = _VERBS.get((entry.subject_kind, entry.verb), _("a agi sur la fiche"))
    words = str(verb)
    if entry.subject_kind == "address" and entry.subject_name:
        words += _now(" « %(name)s »") % {"name": entry.subject_name}
    shown = [
        _change(entry.subject_kind, name, pair)
        for name, pair in entry.values.items()
        if _is_shown(record, entry.subject_kind, name)
    ]
    told = shown if entry.verb == "changed" else []
    day = timezone.localtime(entry.at).date()
    return JournalLine(
        entry.actor_name, words, format_relative(day, today, (get_language() or "fr")[:2]), entry.at, told
    )


def _is_shown(record: CompanyRecord, kind: str, name: str) -> bool:
    if kind == "address":
        return name in ADDRESS_FIELDS
    return (name in FIELDS or is_custom(name)) and may_read_field(record.actor, "company", name)


def _change(kind: str, name: str, pair: Sequence[object]) -> Change:
    before, after = pair
    nothing = _now("rien")
    if is_custom(name):
        label, shown = custom_words(kind, name)
        return Change(label, shown(before) or nothing, shown(after) or nothing)
    return Change(_label(kind, name), _shown(name, before) or nothing, _shown(name, after) or nothing)


def _label(kind: str, name: str) -> str:
    if kind == "company":
        return FIELDS[name].label
    labels = {
        "kind": _now("usage"),
        "label": _now("libellé"),
        "line1": _now("adresse"),
        "line2": _now("complément"),
        "postal_code": _now("code postal"),
        "city": _now("ville"),
        "country": _now("pays"),
    }
    return labels[name]


def _shown(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if name == "kind" and value in {kind.value for kind in AddressKind}:
        return choice_label(AddressKind, str(value))
    return show_value(name, value)
