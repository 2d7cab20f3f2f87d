"""The changes of a company in sentences: who, when, which field, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import AddressKind
from negoce.companies.permissions import is_custom, may_read_field
from negoce.companies.queries.merges.merges import undoable_merges
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.address_values import FIELDS as ADDRESS_FIELDS
from negoce.companies.words.choices import choice_label
from negoce.companies.words.company_values import show_value
from negoce.identity.models import JournalEntry
from negoce.kit.dates import format_relative
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.record import CompanyRecord, company_url
from negoce.web.custom.words import custom_words

_VERBS: Mapping[tuple[str, str], Any] = {
    ("company", "created"): _("a créé la fiche"),
    ("company", "deleted"): _("a supprimé la fiche"),
    ("company", "restored"): _("a rétabli la fiche"),
    ("company", "changed"): _("a modifié"),
    ("company", "merged"): _("a réuni deux fiches"),
    ("company", "merge_undone"): _("a séparé de nouveau deux fiches"),
    ("company", "not_same"): _("a dit que cette fiche n’en double pas une autre"),
    ("company", "not_same_undone"): _("a remis un doublon à revoir"),
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
    """One entry: who did what and when; `changes` are the fields that the actor may read.

    `undo_url` takes it back, where it can be.
    """

    actor_name: str
    verb: str
    when: str
    at: datetime
    changes: Sequence[Change]
    undo_url: str = ""


def journal_lines(record: CompanyRecord, entries: Sequence[JournalEntry]) -> Sequence[JournalLine]:
    """Entries of the journal, in words."""
    undo_urls, others = _undo_urls(record, entries), _others(record, entries)
    return [_line(record, entry, undo_urls.get(entry.pk, ""), others.get(entry.pk, "")) for entry in entries]


def _others(record: CompanyRecord, entries: Sequence[JournalEntry]) -> Mapping[int, str]:
    """Of the entries that say that two companies are not the same, links to the other one, if the person sees it."""
    named = {entry.pk: entry.values["not_same_as"][1] for entry in entries if "not_same_as" in entry.values}
    if not named:
        return {}
    seen = {row.pk: row for row in visible_companies(record.actor).filter(pk__in=named.values())}
    return {
        pk: format_html('<a href="{}">{}</a>', company_url(seen[key]), seen[key].name)
        for pk, key in named.items()
        if key in seen
    }


def _undo_urls(record: CompanyRecord, entries: Sequence[JournalEntry]) -> Mapping[int, str]:
    """The addresses that take merges back, by entry; asked only when there is one among them."""
    merged = {entry.pk: entry.batch for entry in entries if entry.verb == "merged" and entry.batch}
    if not merged or not record.may_merge:
        return {}
    open_ones = undoable_merges(record.actor, merged.values())
    # A merge is told on both records: here once is enough.
    own = {entry.pk for entry in entries if entry.subject_id == record.company.pk}
    return {
        pk: reverse("duplicates:merge_undo", args=[batch])
        for pk, batch in merged.items()
        if batch in open_ones and pk in own
    }


def _line(record: CompanyRecord, entry: JournalEntry, undo_url: str, other: str) -> JournalLine:
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
    if "merged_with" in entry.values:
        words += _now(" : %(name)s") % {"name": entry.values["merged_with"][1]}
    if other:
        words = format_html("{}{}{}", words, _now(" : "), other)
    told = shown if entry.verb in ("changed", "merged") else []
    day = timezone.localtime(entry.at).date()
    return JournalLine(
        entry.actor_name,
        words,
        format_relative(day, today, (get_language() or "fr")[:2]),
        entry.at,
        told,
        undo_url,
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
