"""Takes a person's name and coordinates out of the texts that stay: exchanges, notes, journal, imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet

from negoce.companies.enums import ImportState
from negoce.companies.models import (
    Activity,
    ActivityContact,
    Company,
    Contact,
    ImportImage,
    ImportRowIssue,
    ImportRun,
    Post,
    ReportItem,
)
from negoce.companies.queries.import_source import prepared_path
from negoce.companies.rules.privacy_redaction import Traces
from negoce.identity.actions.erase_journal_values import erase_values
from negoce.identity.models import JournalEntry

_ACTIVITY_TEXTS = ("subject", "body", "need_recorded", "brought")
_REPORT_TEXTS = ("text", "delivery", "terms")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose traces are taken out of whose texts, and what is written in their place."""

    contact_id: int
    last_name: str
    company_ids: Sequence[int]
    traces: Traces
    traces_alone: Traces
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
    mended = sum(_mend_rows(erasure, rows, names) for rows, names in _places(erasure))
    mended += sum(_mend_rows(erasure, rows, names, alone=True) for rows, names in _own_places(theirs))
    mended += _mend_journal(erasure)
    return blanked, mended + _forget_imports(erasure), shared


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
    yield Contact.objects.filter(company_id__in=companies).exclude(pk=erasure.contact_id), ("note",)


def _mend_rows(erasure: Erasure, rows: QuerySet[Any], names: Sequence[str], *, alone: bool = False) -> int:
    changed: list[Model] = []
    for row in rows.order_by("pk").only("pk", *names).iterator(chunk_size=_BATCH):
        before = [getattr(row, name) for name in names]
        after = [erasure.mend(value, alone=alone) for value in before]
        if after != before:
            for name, value in zip(names, after, strict=True):
                setattr(row, name, value)
            changed.append(row)
    rows.model._default_manager.bulk_update(changed, names, batch_size=_BATCH)
    return len(changed)


def _mend_journal(erasure: Erasure) -> int:
    rows = JournalEntry.objects.filter(company_key__in=list(erasure.company_ids))
    return _mend_rows(erasure, rows, ("subject_name", "values"))


def _forget_imports(erasure: Erasure) -> int:
    """What imports kept of the person: the images for their undo, and the faulty cells that name them."""
    images = ImportImage.objects.filter(kind="contact", object_id=erasure.contact_id)
    cells = ImportRowIssue.objects.filter(value__icontains=erasure.last_name)
    spoke = Q(pk__in=images.values("run_id")) | Q(pk__in=cells.values("run_id"))
    for run in (
        ImportRun.objects.filter(spoke, state=ImportState.DONE.value).select_related("file").order_by("pk")
    ):
        # The file itself names the person, and so would the rows to mend that are read from it.
        transaction.on_commit(partial(_remove_files, [prepared_path(run), run.file.path]))
    emptied = images.exclude(before={}).update(before={})
    return emptied + _mend_rows(erasure, cells, ("value",), alone=True)


def _remove_files(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
