"""What happened with companies, as the learned score counts it; read for a run of companies at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity, Contact
from negoce.negotiation.models import Deal, Quote
from negoce.prospecting.enums import Answer
from negoce.prospecting.models import FormSubmission, QualificationAnswer, Referral

EXCHANGE = ""
COUNTED = (
    "calls", "visits", "emails", "incoming", "meetings", "refused_meetings", "needs", "quotes_wanted",
    "buying_intents", "forms", "recommended", "criteria_met", "contacts", "quotes", "deals",
)  # fmt: skip
CHUNK = 5_000
_KINDS = {
    ActivityKind.CALL.value: "calls",
    ActivityKind.VISIT.value: "visits",
    ActivityKind.EMAIL.value: "emails",
}
_READ = (
    "company_id", "starts_at", "kind", "direction", "meeting_answer", "need_recorded", "quote_wanted", "buying_intent",
)  # fmt: skip


def events_of(first: int, last: int) -> Iterator[tuple[int, date, str]]:
    """Company, day and what was counted, of companies from one key to another; EXCHANGE is any activity done."""
    done = Activity.objects.filter(
        state=ActivityState.DONE.value,
        deleted_at__isnull=True,
        company_id__gte=first,
        company_id__lte=last,
    )
    for row in done.order_by().values_list(*_READ).iterator(chunk_size=CHUNK):
        key, at, kind, direction, answer, need, quote, intent = row
        moment = day_of(at)
        yield key, moment, EXCHANGE
        told = {
            _KINDS.get(kind, EXCHANGE): kind in _KINDS,
            "incoming": direction == Direction.INCOMING.value,
            "meetings": answer == MeetingAnswer.ACCEPTED.value,
            "refused_meetings": answer == MeetingAnswer.REFUSED.value,
            "needs": bool(need),
            "quotes_wanted": quote,
            "buying_intents": intent,
        }
        for name, holds in told.items():
            if holds:
                yield key, moment, name
    yield from _rows(first, last)


def _rows(first: int, last: int) -> Iterator[tuple[int, date, str]]:
    yes = Answer.YES.value
    for name, rows, company, moment in (
        ("forms", FormSubmission.objects.filter(confirmed_at__isnull=False), "company_id", "confirmed_at"),
        ("recommended", Referral.objects.all(), "referred_company_id", "given_on"),
        ("criteria_met", QualificationAnswer.objects.filter(answer=yes), "company_id", "answered_on"),
        ("contacts", Contact.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
        ("quotes", Quote.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
        ("deals", Deal.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
    ):
        found: Any = rows.filter(**{f"{company}__gte": first, f"{company}__lte": last}).order_by()
        for key, at in found.values_list(company, moment).iterator(chunk_size=CHUNK):
            yield key, day_of(at), name


def day_of(moment: datetime | date) -> date:
    """The day of a moment here."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
