"""Takes a person's name and coordinates out of the texts that stay: exchanges, notes, addresses, journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from negoce.companies.models import Activity, ActivityContact, Address, Company, Contact, Post, ReportItem
from negoce.companies.rules.privacy.redaction import Traces
from negoce.companies.rules.privacy.rows import Sought
from negoce.identity.actions.erase_journal_values import erase_values
from negoce.identity.models import JournalEntry

_ACTIVITY_TEXTS = ("subject", "body", "need_recorded", "brought")
_REPORT_TEXTS = ("text", "delivery", "terms")
_ADDRESS_TEXTS = ("label", "line1", "line2")
_NOTES = ("note", "information_source")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose traces are taken out of whose texts, and what is written in their place."""

    contact_id: int
    last_name: str
    company_ids: Sequence[int]
    traces: Traces
    traces_alone: Traces
    traces_label: Traces
    sought: Sought
    replacement: str

    def mend(self, value: Any, *, alone: bool = False) -> Any:
        """The value without traces: texts, and the texts inside lists and mappings.

        With `alone`, first and last name go even apart: in exchanges with the person they mean nobody else.
        """
        if isinstance(value, str):
            traces = self.traces_alone if alone else self.traces
            return traces.redact(value, self.replacement)
        if isinstance(value, list):
            return [self.mend(each, alone=alone) for each in value]
        if isinstance(value, dict):
            return {key: self.mend(each, alone=alone) for key, each in value.items()}
        return value

    def mend_alone(self, value: Any) -> Any:
        """`mend` where first and last name go even apart."""
        return self.mend(value, alone=True)

    def mend_label(self, text: str) -> str:
        """A short name or a filter: there a last name that nobody else bears means this person."""
        mended = self.traces.redact(text, self.replacement)
        return self.traces_label.redact(mended, self.replacement)


def erase_texts(erasure: Erasure) -> tuple[int, int, Sequence[Activity]]:
    """Mend the texts of the person's companies and exchanges.

    Returns how many exchanges were emptied, how many other records were mended, and the exchanges with
    several people, whose text has to be read by a person.
    """
    links = ActivityContact.objects.filter(contact=erasure.contact_id).order_by("activity_id")
    theirs = list(links.values_list("activity_id", flat=True))
    people = Activity.objects.filter(pk__in=theirs).annotate(people=Count("activity_contacts"))
    alone = [row.pk for row in people.order_by("pk") if row.people == 1]
    shared = [row for row in people.order_by("-starts_at", "pk") if row.people > 1]
    blanked = Activity.objects.filter(pk__in=alone).exclude(body="").update(body="")
    erase_values("activity", alone)
    mended = sum(mend_rows(rows, names, erasure.mend) for rows, names in _places(erasure))
    mended += sum(mend_rows(rows, names, erasure.mend_alone) for rows, names in _own_places(theirs))
    return blanked, mended + _mend_journal(erasure), shared


def _own_places(theirs: Sequence[int]) -> Iterable[tuple[QuerySet[Any], Sequence[str]]]:
    """The exchanges with the person, and the points of their reports."""
    yield Activity.objects.filter(pk__in=theirs), _ACTIVITY_TEXTS
    yield ReportItem.objects.filter(activity_id__in=theirs), _REPORT_TEXTS
    told = JournalEntry.objects.filter(subject_kind="activity", subject_id__in=theirs)
    yield told, ("subject_name", "values")
    tasks = ReportItem.objects.filter(activity_id__in=theirs, task__isnull=False).values("task_id")
    yield Activity.objects.filter(pk__in=tasks), _ACTIVITY_TEXTS


def _places(erasure: Erasure) -> Iterable[tuple[QuerySet[Any], Sequence[str]]]:
    """Where people of the companies write texts that may name the person, and in which columns."""
    companies = list(erasure.company_ids)
    activities = Activity.objects.filter(company_id__in=companies)
    yield activities, _ACTIVITY_TEXTS
    yield ReportItem.objects.filter(activity__company_id__in=companies), _REPORT_TEXTS
    yield Company.objects.filter(pk__in=companies), ("note", "origin_detail", "email", "phone", "fax")
    posts = Post.objects.filter(company_id__in=companies).exclude(contact_id=erasure.contact_id)
    yield posts, ("gatekeeper_advice", "responsibility")
    yield Contact.objects.filter(company_id__in=companies).exclude(pk=erasure.contact_id), _NOTES
    yield Address.objects.filter(company_id__in=companies), _ADDRESS_TEXTS


def mend_rows(rows: QuerySet[Any], names: Sequence[str], mend: Callable[[Any], Any]) -> int:
    """Put each value of these columns through `mend` and write the rows that change; returns how many."""
    limits = [getattr(rows.model._meta.get_field(name), "max_length", None) for name in names]
    changed: list[Model] = []
    # Values rather than rows: thousands are read for the one that names the person.
    for key, *before in rows.order_by("pk").values_list("pk", *names).iterator(chunk_size=_BATCH):
        after = [mend(value) for value in before]
        if after != before:
            cut = [
                value[:limit] if limit and isinstance(value, str) else value
                for value, limit in zip(after, limits, strict=True)
            ]
            changed.append(rows.model(pk=key, **dict(zip(names, cut, strict=True))))
    rows.model._default_manager.bulk_update(changed, names, batch_size=_BATCH)
    return len(changed)


def _mend_journal(erasure: Erasure) -> int:
    rows = JournalEntry.objects.filter(company_key__in=list(erasure.company_ids))
    return mend_rows(rows, ("subject_name", "values"), erasure.mend)


def companies_elsewhere(erasure: Erasure) -> Sequence[int]:
    """Other companies whose texts may name the person: a colleague told of them there.

    The database looks for the name as it is written; what it brings is then read as everything else.
    """
    if not erasure.last_name:
        return []
    written = {erasure.last_name, erasure.last_name.upper(), erasure.last_name.title(), erasure.sought.last}
    found: set[int] = set()
    for rows, names, company in (
        (Activity.objects.all(), _ACTIVITY_TEXTS, "company_id"),
        (ReportItem.objects.all(), _REPORT_TEXTS, "activity__company_id"),
        (Company.objects.all(), ("note", "origin_detail"), "pk"),
        (Contact.objects.all(), ("note",), "company_id"),
        (Post.objects.all(), ("gatekeeper_advice", "responsibility"), "company_id"),
        (Address.objects.all(), _ADDRESS_TEXTS, "company_id"),
    ):
        asked = reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names for text in sorted(written)))
        texts = rows.filter(asked).order_by().values_list(company, *names)
        for key, *values in texts.iterator(chunk_size=_BATCH):
            if any(erasure.traces.found_in(value) for value in values):
                found.add(key)
    return sorted(found - {None})
