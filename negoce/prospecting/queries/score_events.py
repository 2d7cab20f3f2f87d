"""What companies did that a score counts, read from the tables in a constant number of queries (R-P2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity
from negoce.prospecting.enums import CallOutcome, FormKind, ScoreEvent
from negoce.prospecting.models import CallAttempt, FairEntry, FormSubmission, Referral
from negoce.prospecting.rules.lead_score import FARTHEST_DAYS

_FORMS: Mapping[ScoreEvent, FormKind] = {
    ScoreEvent.WHITE_PAPER: FormKind.WHITE_PAPER,
    ScoreEvent.PRICE_PAGE: FormKind.PRICE_PAGE,
    ScoreEvent.CONTACT_FORM: FormKind.CONTACT,
}
# What an activity must say: as a condition, and as the column and the value that it has.
_ACTIVITIES: Mapping[ScoreEvent, tuple[Q, str, Callable[[Any], bool]]] = {
    ScoreEvent.MEETING: (
        Q(meeting_answer=MeetingAnswer.ACCEPTED.value), "meeting_answer", MeetingAnswer.ACCEPTED.value.__eq__,
    ),
    ScoreEvent.QUOTE: (Q(quote_wanted=True), "quote_wanted", bool),
    ScoreEvent.NEED: (~Q(need_recorded=""), "need_recorded", bool),
    ScoreEvent.BUYING_INTENT: (Q(buying_intent=True), "buying_intent", bool),
    ScoreEvent.WROTE_TO_US: (
        Q(direction=Direction.INCOMING.value), "direction", Direction.INCOMING.value.__eq__,
    ),
}  # fmt: skip
_POSITIVE = (CallOutcome.MEETING.value, CallOutcome.QUOTE.value)

MANY = 500
Done = tuple[int, ScoreEvent, date]


def score_events(
    company_ids: Sequence[int] | None, today: date, events: Collection[ScoreEvent] = tuple(ScoreEvent)
) -> Iterator[Done]:
    """Company, what it did, and the day, up to a day and no longer ago than counts; None asks for all companies.

    Of many companies, what others between them did is read too.
    """
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    begin = end - timedelta(days=FARTHEST_DAYS + 1)
    yield from _done(company_ids, [each for each in _ACTIVITIES if each in events], begin, end)
    for event in ScoreEvent:
        if event not in events or event in _ACTIVITIES:
            continue
        rows, moment, company = _rows(event)
        rows = rows.filter(**_within(event, moment, begin, end), **{f"{company}__isnull": False})
        rows = rows.filter(**among(company_ids, company))
        for key, at in rows.order_by().values_list(company, moment).iterator(chunk_size=5_000):
            yield key, event, _day(at)


def _done(
    company_ids: Sequence[int] | None, events: Sequence[ScoreEvent], begin: datetime, end: datetime
) -> Iterator[Done]:
    """Activities are many: they are walked through once for all events."""
    if not events:
        return
    says = Q()
    for event in events:
        says |= _ACTIVITIES[event][0]
    rows = Activity.objects.filter(
        says,
        state=ActivityState.DONE.value,
        deleted_at__isnull=True,
        company_id__isnull=False,
        starts_at__gte=begin,
        starts_at__lt=end,
        **among(company_ids, "company_id"),
    ).order_by()
    columns = [_ACTIVITIES[event][1] for event in events]
    tests = [(event, _ACTIVITIES[event][2]) for event in events]
    for key, at, *told in rows.values_list("company_id", "starts_at", *columns).iterator(chunk_size=5_000):
        day = _day(at)
        for (event, holds), value in zip(tests, told, strict=True):
            if holds(value):
                yield key, event, day


def _day(at: datetime | date) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def among(company_ids: Sequence[int] | None, column: str) -> Mapping[str, object]:
    """The lookup that keeps these companies; of many, those between the first and the last.

    A long list of keys makes SQLite look through every event of two years for each of them.
    """
    if company_ids is None:
        return {}
    if len(company_ids) <= MANY:
        return {f"{column}__in": company_ids}
    return {f"{column}__gte": min(company_ids), f"{column}__lte": max(company_ids)}


def _rows(event: ScoreEvent) -> tuple[QuerySet[Any], str, str]:
    """Rows, the column of their moment, and the path to their company."""
    if event in _FORMS:
        rows: QuerySet[Any] = FormSubmission.objects.filter(kind=_FORMS[event].value)
        return rows, "confirmed_at", "company_id"
    if event is ScoreEvent.CALL_POSITIVE:
        calls = CallAttempt.objects.filter(outcome__in=_POSITIVE, undone_at__isnull=True)
        return calls, "at", "target__company_id"
    if event is ScoreEvent.RECOMMENDED:
        return Referral.objects.all(), "given_on", "referred_company_id"
    return FairEntry.objects.all(), "noted_at", "company_id"


def _within(event: ScoreEvent, moment: str, begin: datetime, end: datetime) -> Mapping[str, object]:
    if event is ScoreEvent.RECOMMENDED:
        return {f"{moment}__gte": begin.date(), f"{moment}__lt": end.date()}
    return {f"{moment}__gte": begin, f"{moment}__lt": end}
