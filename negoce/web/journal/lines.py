"""Entries ready to be shown: in words, masked where the person may not read, with links to what they see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Origin
from negoce.identity.models import JournalEntry, Territory, User
from negoce.identity.queries.journal_folds import FoldedPage
from negoce.identity.rules.actor import Actor
from negoce.identity.words import label
from negoce.kit.money import format_decimal
from negoce.web.journal.life_words import life_name
from negoce.web.journal.masking import may_read, tells_hidden
from negoce.web.journal.values import Names, stored_keys, value_words
from negoce.web.journal.words import KINDS, field_words, kind_words, verb_words

_COMPANY = "companies.Company"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field; a hidden one has no values. `url` leads to the company that it names now, when the person sees it."""

    label: str
    before: str
    after: str
    hidden: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in words. `url` leads to the company it is filed under, when the person sees it.

    A line may stand for many records that one change reached: `count` says how many, `records_url` leads to
    each of them.
    """

    at: datetime
    actor_name: str
    origin: str
    verb: str
    kind: str
    name: str
    url: str
    changes: Sequence[ChangeLine]
    erased: bool
    count: str = ""
    records_url: str = ""


def entry_lines(actor: Actor, entries: Sequence[JournalEntry]) -> list[EntryLine]:
    """Put entries into words; at most three queries more, whatever the number of entries."""
    keys = _keys(actor, entries)
    filed = {entry.company_key for entry in entries if entry.company_key is not None}
    urls = _company_urls(actor, filed | {key for model, key in keys if model == _COMPANY})
    names = _names(actor, keys)
    return [_line(actor, entry, urls, names) for entry in entries]


def folded_lines(actor: Actor, page: FoldedPage, urls: Mapping[int, str]) -> list[EntryLine]:
    """The entries of a page in words, those that stand for many records without any record's own values.

    `urls` leads to the records by the key of the entry.
    """
    lines = entry_lines(actor, page.entries)
    return [
        _folded(actor, line, page, entry.pk, urls[entry.pk]) if entry.pk in page.counts else line
        for entry, line in zip(page.entries, lines, strict=True)
    ]


def _folded(actor: Actor, line: EntryLine, page: FoldedPage, key: int, url: str) -> EntryLine:
    changes = [
        replace(change, before="", after=_("selon la fiche") if key in page.mixed else change.after)
        for change in line.changes
    ]
    count = page.counts[key]
    return replace(
        line,
        name="",
        url="",
        changes=changes,
        erased=False,
        count=ngettext("%(count)s fiche", "%(count)s fiches", count)
        % {"count": format_decimal(count, actor.language)},
        records_url=url,
    )


def _line(actor: Actor, entry: JournalEntry, urls: Mapping[int, str], names: Names) -> EntryLine:
    kind = entry.subject_kind
    return EntryLine(
        at=entry.at,
        actor_name=entry.actor_name,
        origin=str(label(Origin(entry.origin))) if entry.origin in set(Origin) else entry.origin,
        verb=verb_words(entry.verb),
        kind=kind_words(kind),
        name=life_name(kind, entry.subject_name),
        url=urls.get(entry.company_key or 0, ""),
        changes=[_change(actor, kind, field, pair, names, urls) for field, pair in _pairs(entry)],
        erased=entry.erased_at is not None,
    )


def _change(
    actor: Actor, kind: str, field: str, pair: Sequence[object], names: Names, urls: Mapping[int, str]
) -> ChangeLine:
    words = field_words(kind, field)
    told = any(tells_hidden(actor, kind, field, value) for value in pair)
    if told or not may_read(actor, kind, field, known=kind in KINDS):
        return ChangeLine(words, "", "", hidden=True)
    before, after = (value_words(kind, field, value, names) for value in pair)
    model, key = stored_keys(kind, field, pair[1]) or ("", 0)
    return ChangeLine(words, before, after, url=urls.get(key, "") if model == _COMPANY else "")


def _pairs(entry: JournalEntry) -> Iterable[tuple[str, Sequence[object]]]:
    """The fields of an entry with both values; what is stored in another form is passed over."""
    values = entry.values if isinstance(entry.values, dict) else {}
    for field, pair in values.items():
        if isinstance(pair, list) and len(pair) == 2:
            yield field, pair


def _keys(actor: Actor, entries: Sequence[JournalEntry]) -> set[tuple[str, int]]:
    found = set()
    for entry in entries:
        for field, pair in _pairs(entry):
            if may_read(actor, entry.subject_kind, field, known=entry.subject_kind in KINDS):
                found |= {stored_keys(entry.subject_kind, field, value) for value in pair} - {None}
    return found  # type: ignore[return-value]  # the filter above leaves no None


def _names(actor: Actor, keys: set[tuple[str, int]]) -> Names:
    """Names of people, territories and visible companies that values point at."""
    wanted: dict[str, list[int]] = {}
    for model, key in sorted(keys):
        wanted.setdefault(model, []).append(key)
    names: dict[tuple[str, int], str] = {}
    for user in User.objects.filter(pk__in=wanted.get("identity.User", ())).order_by("pk"):
        names["identity.User", user.pk] = user.full_name
    for territory in Territory.objects.filter(pk__in=wanted.get("identity.Territory", ())).order_by("pk"):
        names["identity.Territory", territory.pk] = territory.name
    companies = visible_companies(actor).filter(pk__in=wanted.get("companies.Company", ()))
    for key, name in companies.order_by("pk").values_list("pk", "name"):
        names["companies.Company", key] = name
    return names


def _company_urls(actor: Actor, keys: set[int]) -> dict[int, str]:
    rows = visible_companies(actor).filter(pk__in=keys).order_by("pk").values_list("pk", "public_id")
    try:
        return {key: reverse("companies:record", args=[public_id]) for key, public_id in rows}
    except NoReverseMatch:
        return {}
