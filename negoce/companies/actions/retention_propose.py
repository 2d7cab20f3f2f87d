"""Finds each night the people whose data are due or will be within thirty days (R-G1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.companies.models import Contact, RetentionProposal
from negoce.companies.queries.relation_facts import last_dealings
from negoce.companies.rules.privacy.retention import KEPT_YEARS, retention
from negoce.kit.dates import add_years

AHEAD = timedelta(days=30)
_CHUNK = 500
_Row = tuple[int, datetime, date | None, int]


def propose_retention(today: date, *, progress: Callable[[int, int], None]) -> int:
    """Write who is due, take away who is not any more; returns how many are written. May run twice."""
    found: set[int] = set()
    for rows in _old_rows(today):
        proposals = _due(rows, today)
        with transaction.atomic():
            RetentionProposal.objects.bulk_create(
                proposals,
                update_conflicts=True,
                unique_fields=["contact_key"],
                update_fields=["due_on", "since", "code"],
            )
        found.update(each.contact_key for each in proposals)
        progress(len(found), len(found))
    _forget(found)
    return len(found)


def due_among(keys: Sequence[int], today: date) -> Sequence[int]:
    """Those of these people whose delay is over today, in order: what was proposed at night may hold no more."""
    rows = _candidates(today).filter(pk__in=list(keys)).order_by("pk")
    due = _due(list(rows.values_list("pk", "created_at", "last_sign_on", "company_id")), today)
    return [each.contact_key for each in due if today > each.due_on]


def _candidates(today: date) -> QuerySet[Contact]:
    """Contacts old enough by their own facts; what their companies ordered is looked at afterwards."""
    horizon = add_years(today + AHEAD, -KEPT_YEARS)
    before = timezone.make_aware(datetime.combine(horizon + timedelta(days=1), datetime.min.time()))
    silent = Q(last_sign_on__isnull=True) | Q(last_sign_on__lte=horizon)
    return Contact.objects.filter(silent, created_at__lt=before, erased_at__isnull=True)


def _old_rows(today: date) -> Iterator[Sequence[_Row]]:
    last = 0
    columns = ("pk", "created_at", "last_sign_on", "company_id")
    while rows := list(_candidates(today).filter(pk__gt=last).order_by("pk").values_list(*columns)[:_CHUNK]):
        yield rows
        last = rows[-1][0]


def _due(rows: Sequence[_Row], today: date) -> list[RetentionProposal]:
    dealings = last_dealings(sorted({company for _key, _at, _sign, company in rows}))
    proposals = []
    for key, created_at, sign, company in rows:
        kept = retention(timezone.localtime(created_at).date(), sign, dealings.get(company))
        if kept.due_on <= today + AHEAD:
            since = kept.reason.figures["day"]
            assert isinstance(since, date)
            proposals.append(
                RetentionProposal(contact_key=key, due_on=kept.due_on, since=since, code=kept.reason.code)
            )
    return proposals


def _forget(found: set[int]) -> None:
    known = RetentionProposal.objects.order_by("pk").values_list("pk", flat=True)
    gone = [key for key in known.iterator(chunk_size=2_000) if key not in found]
    for start in range(0, len(gone), _CHUNK):
        with transaction.atomic():
            RetentionProposal.objects.filter(pk__in=gone[start : start + _CHUNK]).delete()
