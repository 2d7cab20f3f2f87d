"""Keeps what lists read of exchanges: last and next contact of companies, last sign of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from negoce.companies.enums import CONTACT_KINDS, ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity, ActivityContact, Company, Contact

BATCH = 500
_KINDS = sorted(kind.value for kind in CONTACT_KINDS)
_ANSWERS = (MeetingAnswer.ACCEPTED.value, MeetingAnswer.REFUSED.value)


def refresh_contact_dates(company_ids: Iterable[int | None]) -> None:
    """Work out again the last done exchange and the earliest planned activity of these companies.

    Call it in the transaction of the change. One query for 500 companies, whatever they hold.
    """
    alive = Activity.objects.filter(company=OuterRef("pk"), deleted_at__isnull=True).order_by()
    done = alive.filter(state=ActivityState.DONE.value, kind__in=_KINDS)
    planned = alive.filter(state=ActivityState.PLANNED.value)
    for batch in _batches(company_ids):
        Company.objects.filter(pk__in=batch).update(
            last_contact_on=_day(done, Max("starts_at")), next_activity_on=_day(planned, Min("starts_at"))
        )


def refresh_last_signs(contact_ids: Iterable[int | None]) -> None:
    """Work out again when each of these persons last gave a sign: retention counts from it (R-G1).

    A message or a call from them, and an answer to a meeting proposed, are signs; what we sent is not.
    """
    theirs = ActivityContact.objects.filter(
        Q(activity__direction=Direction.INCOMING.value) | Q(activity__meeting_answer__in=_ANSWERS),
        contact=OuterRef("pk"),
        activity__deleted_at__isnull=True,
        activity__state=ActivityState.DONE.value,
        activity__kind__in=_KINDS,
    ).order_by()
    for batch in _batches(contact_ids):
        Contact.objects.filter(pk__in=batch).update(last_sign_on=_day(theirs, Max("activity__starts_at")))


def _day(rows: QuerySet[Activity] | QuerySet[ActivityContact], bound: Max | Min) -> Subquery:
    """The first or last day of the rows of one record, in our time zone; NULL when there is none."""
    grouped_by = "contact" if rows.model is ActivityContact else "company"
    day = TruncDate("bound", tzinfo=timezone.get_default_timezone())
    return Subquery(rows.values(grouped_by).annotate(bound=bound).annotate(day=day).values("day")[:1])


def _batches(ids: Iterable[int | None]) -> Iterator[list[int]]:
    wanted = iter(sorted({key for key in ids if key is not None}))
    while batch := list(islice(wanted, BATCH)):
        yield batch
