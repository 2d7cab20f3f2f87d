"""What companies did that a score counts, read from the tables in a constant number of queries (R-P2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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
_ACTIVITIES: Mapping[ScoreEvent, Q] = {
    ScoreEvent.MEETING: Q(meeting_answer=MeetingAnswer.ACCEPTED.value),
    ScoreEvent.QUOTE: Q(quote_wanted=True),
    ScoreEvent.NEED: ~Q(need_recorded=""),
    ScoreEvent.BUYING_INTENT: Q(buying_intent=True),
    ScoreEvent.WROTE_TO_US: Q(direction=Direction.INCOMING.value),
}
_POSITIVE = (CallOutcome.MEETING.value, CallOutcome.QUOTE.value)

Done = tuple[int, ScoreEvent, date]


def score_events(
    company_ids: Sequence[int] | None, today: date, events: Collection[ScoreEvent] = tuple(ScoreEvent)
) -> Iterator[Done]:
    """Company, what it did, and the day, up to a day and no longer ago than counts; None asks for all companies."""
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    begin = end - timedelta(days=FARTHEST_DAYS + 1)
    for event in ScoreEvent:
        if event not in events:
            continue
        rows, moment, company = _rows(event)
        rows = rows.filter(**_within(event, moment, begin, end), **{f"{company}__isnull": False})
        if company_ids is not None:
            rows = rows.filter(**{f"{company}__in": company_ids})
        for key, at in rows.order_by().values_list(company, moment).iterator(chunk_size=5_000):
            yield key, event, timezone.localtime(at).date() if isinstance(at, datetime) else at


def _rows(event: ScoreEvent) -> tuple[QuerySet[Any], str, str]:
    """Rows, the column of their moment, and the path to their company."""
    if event in _FORMS:
        rows: QuerySet[Any] = FormSubmission.objects.filter(kind=_FORMS[event].value)
        return rows, "confirmed_at", "company_id"
    if event in _ACTIVITIES:
        done = Activity.objects.filter(state=ActivityState.DONE.value, deleted_at__isnull=True)
        return done.filter(_ACTIVITIES[event]), "starts_at", "company_id"
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
