"""Takes a person's name and coordinates out of the texts that stay: exchanges, notes, addresses, journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet

from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.models import Activity, ActivityContact, Address, Company, Contact, Post, ReportItem
from negoce.companies.rules.privacy.crowd import Crowd, Erasure
from negoce.identity.actions.erase_journal_values import erase_values
from negoce.identity.models import JournalEntry

_ACTIVITY_TEXTS = ("subject", "body", "need_recorded", "brought")
_REPORT_TEXTS = ("text", "delivery", "terms")
_ADDRESS_TEXTS = ("label", "line1", "line2")
_NOTES = ("note", "information_source")
_BATCH = 500
# Up to so many people the database looks for their names itself.
_FEW = 3


def erase_exchanges(keys: Sequence[int]) -> tuple[int, Sequence[Activity]]:
    """Empty what was said with these people alone, inside the transaction.

    Returns how many exchanges were emptied, and those with several people, whose text has to be read by a person.
    """
    theirs = ActivityContact.objects.filter(contact_id__in=keys).order_by().values("activity_id")
    people = Activity.objects.filter(pk__in=theirs).annotate(people=Count("activity_contacts"))
    alone: list[Activity] = []
    shared: list[Activity] = []
    for row in people.order_by("-starts_at", "pk"):
        (shared if row.people > 1 else alone).append(row)
    emptied = sorted(row.pk for row in alone)
    blanked = Activity.objects.filter(pk__in=emptied).exclude(body="").update(body="")
    erase_values("activity", emptied)
    return blanked, shared


def text_steps(crowd: Crowd) -> Iterable[Callable[[], int]]:
    """Mend the texts of the companies and exchanges of these people, a table at a time; each returns how many."""
    theirs: dict[int, set[int]] = defaultdict(set)
    links = ActivityContact.objects.filter(contact_id__in=crowd.keys).order_by("activity_id")
    for activity, contact in links.values_list("activity_id", "contact_id"):
        theirs[activity].add(contact)
    among = {activity: crowd.places(people) for activity, people in theirs.items()}

    def apart(value: Any, activity: int) -> Any:
        return crowd.mend(value, alone=True, among=among.get(activity, frozenset()))

    for rows, company, names in _places(crowd):
        yield partial(mend_by, rows, company, names, crowd.told_of)
    for rows, own, names in _own_places(list(theirs)):
        yield partial(mend_by, rows, own, names, apart)


Rows = tuple[QuerySet[Any], str, Sequence[str]]


def _own_places(theirs: Sequence[int]) -> Iterable[Rows]:
    """The exchanges with the people, and the points of their reports: rows, their exchange, their texts."""
    yield Activity.objects.filter(pk__in=theirs), "pk", _ACTIVITY_TEXTS
    yield ReportItem.objects.filter(activity_id__in=theirs), "activity_id", _REPORT_TEXTS
    told = JournalEntry.objects.filter(subject_kind="activity", subject_id__in=theirs)
    yield told, "subject_id", ("subject_name", "values")
    tasks = Activity.objects.filter(from_report_item__activity_id__in=theirs)
    yield tasks, "from_report_item__activity_id", _ACTIVITY_TEXTS


def _places(crowd: Crowd) -> Iterable[Rows]:
    """Where people of the companies write texts that may name one of them: rows, their company, their texts."""
    companies = list(crowd.company_ids)
    yield Activity.objects.filter(company_id__in=companies), "company_id", _ACTIVITY_TEXTS
    yield (
        ReportItem.objects.filter(activity__company_id__in=companies),
        "activity__company_id",
        _REPORT_TEXTS,
    )
    names = ("note", "origin_detail", "email", "phone", "fax")
    yield Company.objects.filter(pk__in=companies), "pk", names
    posts = Post.objects.filter(company_id__in=companies).exclude(contact_id__in=crowd.keys)
    yield posts, "company_id", ("gatekeeper_advice", "responsibility")
    others = Contact.objects.filter(company_id__in=companies).exclude(pk__in=crowd.keys)
    yield others, "company_id", _NOTES
    yield Address.objects.filter(company_id__in=companies), "company_id", _ADDRESS_TEXTS
    told = JournalEntry.objects.filter(company_key__in=companies)
    yield told, "company_key", ("subject_name", "values")


def mend_rows(rows: QuerySet[Any], names: Sequence[str], mend: Callable[[Any], Any]) -> int:
    """Put each value of these columns through `mend` and write the rows that change; returns how many."""
    return mend_by(rows, "pk", names, lambda value, _key: mend(value))


def mend_by(rows: QuerySet[Any], by: str, names: Sequence[str], mend: Callable[[Any, Any], Any]) -> int:
    """The same, `mend` being told the value of the column `by` too: its company, its exchange.

    Nobody waits while rows are read; those that change are read again in the transaction that writes them.
    """
    # Values rather than rows: thousands are read for the one that names somebody.
    told = rows.order_by("pk").values_list("pk", by, *names)
    changed = {
        key: (before, after)
        for key, group, *before in told.iterator(chunk_size=_BATCH)
        if (after := [mend(value, group) for value in before]) != before
    }
    keys = list(changed)
    for start in range(0, len(keys), _BATCH):
        with transaction.atomic():
            fresh = rows.model._default_manager.filter(pk__in=keys[start : start + _BATCH]).order_by("pk")
            mended = []
            for key, group, *before in fresh.values_list("pk", by, *names):
                seen, after = changed[key]
                now = after if before == seen else [mend(value, group) for value in before]
                mended.append((key, _cut(rows.model, names, now)))
            update_rows(rows.model, mended)
    return len(keys)


def _cut(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> Mapping[str, Any]:
    """What is written in the place of a name may be longer than the name, and than the column."""
    limits = [getattr(model._meta.get_field(name), "max_length", None) for name in names]
    return {
        name: value[:limit] if limit and isinstance(value, str) else value
        for name, value, limit in zip(names, values, limits, strict=True)
    }


def companies_elsewhere(crowd: Crowd) -> Sequence[Sequence[int]]:
    """For each of these people, other companies whose texts may name them: a colleague told of them there.

    For a few the database looks for the name as it is written, for more it is quicker to read every text once.
    """
    found: list[set[int]] = [set() for _each in crowd.each]
    written = [_written(each) for each in crowd.each]
    if not any(written):
        return [[] for _each in crowd.each]
    looks_itself = len(crowd.each) <= _FEW
    for rows, names, company in _ELSEWHERE:
        texts = rows()
        if looks_itself:
            asked = (
                Q(**{f"{name}__icontains": text}) for name in names for text in sorted(set().union(*written))
            )
            texts = texts.filter(reduce(or_, asked))
        else:
            texts = texts.exclude(**dict.fromkeys(names, ""))
        for key, *values in texts.order_by().values_list(company, *names).iterator(chunk_size=_BATCH):
            for value in values:
                for at in crowd.named_in(value):
                    if any(text.casefold() in value.casefold() for text in written[at]):
                        found[at].add(key)
    return [sorted(each - {None}) for each in found]


def _written(one: Erasure) -> set[str]:
    """The ways in which the database looks for a last name."""
    if not one.last_name:
        return set()
    return {one.last_name, one.last_name.upper(), one.last_name.title(), one.sought.last}


_ELSEWHERE: Sequence[tuple[Callable[[], QuerySet[Any]], Sequence[str], str]] = (
    (lambda: Activity.objects.all(), _ACTIVITY_TEXTS, "company_id"),
    (lambda: ReportItem.objects.all(), _REPORT_TEXTS, "activity__company_id"),
    (lambda: Company.objects.all(), ("note", "origin_detail"), "pk"),
    (lambda: Contact.objects.all(), ("note",), "company_id"),
    (lambda: Post.objects.all(), ("gatekeeper_advice", "responsibility"), "company_id"),
    (lambda: Address.objects.all(), _ADDRESS_TEXTS, "company_id"),
)
