"""What was known of companies on a day, as the learned score reads it: nothing that came later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Deal, Quote
from negoce.orders.models import Order
from negoce.prospecting.enums import Answer
from negoce.prospecting.models import FormSubmission, QualificationAnswer, Referral

Table = dict[str, list[str]]
HORIZON_DAYS = 180
_STEP_DAYS, _DAYS_BACK, _MANY = 30, 730, 5_000
_CHUNK = 5_000
_OWN = (
    "kind", "activity_code", "buyer_type", "legal_form", "headcount", "turnover", "department", "origin_channel",
)  # fmt: skip
_COUNTED = (
    "calls", "visits", "emails", "incoming", "meetings", "refused_meetings", "needs", "quotes_wanted",
    "buying_intents", "forms", "recommended", "criteria_met", "contacts", "quotes", "deals",
)  # fmt: skip
_KINDS = {
    ActivityKind.CALL.value: "calls",
    ActivityKind.VISIT.value: "visits",
    ActivityKind.EMAIL.value: "emails",
}


def first_orders() -> Mapping[int, date]:
    """The day of the first purchase of each company."""
    rows = Order.objects.filter(net__gt=0, cancelled_at__isnull=True).order_by()
    return dict(
        rows.values_list("company_id").annotate(first=Min("ordered_on")).values_list("company_id", "first")
    )


def first_exchanges() -> Mapping[int, date]:
    """The day of the first exchange with each company: from then on it is a lead, or more."""
    rows = Activity.objects.filter(state=ActivityState.DONE.value, deleted_at__isnull=True).order_by()
    found = (
        rows.filter(company__deleted_at__isnull=True)
        .values_list("company_id")
        .annotate(first=Min("starts_at"))
    )
    return {key: _day(moment) for key, moment in found.values_list("company_id", "first")}


def past_days(
    today: date, horizon: int = HORIZON_DAYS
) -> tuple[Sequence[tuple[date, Sequence[int]]], Mapping[int, date]]:
    """Past days, each with the leads and prospects that had not bought yet, and the first purchases.

    Days lie a month apart (a quarter where companies are many), `horizon` days ago at least so that what came is
    known, two years at most. The calendar alone chooses them: a day chosen by what became of a company, such as one
    before its purchase, would make buyers look young and frequent.
    """
    bought, begun = first_orders(), first_exchanges()
    step = _STEP_DAYS if len(begun) <= _MANY else 3 * _STEP_DAYS
    found = []
    for age in range(0, _DAYS_BACK, step):
        day = today - timedelta(days=horizon + age)
        keys = [
            key for key, first in begun.items() if first <= day and (key not in bought or bought[key] > day)
        ]
        if keys:
            found.append((day, sorted(keys)))
    return found, bought


def prospects_on(today: date) -> Mapping[int, date]:
    """Leads and prospects that have not bought, each with today."""
    bought = first_orders()
    return {key: today for key, begun in first_exchanges().items() if key not in bought and begun <= today}


def facts_on(days: Mapping[int, date]) -> tuple[list[int], Table]:
    """The keys in their order, and what was known of each company on its day, as texts."""
    keys = sorted(days)
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    last: dict[int, date] = {}
    recent: dict[int, int] = defaultdict(int)
    for key, day, name in _events():
        known = days.get(key)
        if known is None or day > known:
            continue
        if name:
            counts[key][name] += 1
        else:
            last[key] = max(day, last.get(key, date.min))
            recent[key] += day > known - timedelta(days=90)
    own, created = _own_values(days)
    table: Table = {name: [own[key].get(name, "") for key in keys] for name in _OWN}
    table["activity_code"] = [code[:2] for code in table["activity_code"]]
    table["days_known"] = [str(max(0, (days[key] - created.get(key, days[key])).days)) for key in keys]
    table["days_silent"] = [str((days[key] - last[key]).days) if key in last else "" for key in keys]
    table["exchanges_90_days"] = [str(recent[key]) for key in keys]
    for name in _COUNTED:
        table[name] = [str(counts[key][name]) for key in keys]
    return keys, table


def _events() -> Iterator[tuple[int, date, str]]:
    """Company, day and what was counted; an exchange, whatever its form, has no name."""
    done = Activity.objects.filter(
        state=ActivityState.DONE.value, deleted_at__isnull=True, company__isnull=False
    )
    columns = (
        "company_id",
        "starts_at",
        "kind",
        "direction",
        "meeting_answer",
        "need_recorded",
        "quote_wanted",
        "buying_intent",
    )
    for key, at, kind, direction, answer, need, quote, intent in (
        done.order_by().values_list(*columns).iterator(chunk_size=_CHUNK)
    ):
        day = _day(at)
        yield key, day, ""
        told = {
            _KINDS.get(kind, ""): kind in _KINDS,
            "incoming": direction == Direction.INCOMING.value,
            "meetings": answer == MeetingAnswer.ACCEPTED.value,
            "refused_meetings": answer == MeetingAnswer.REFUSED.value,
            "needs": bool(need),
            "quotes_wanted": quote,
            "buying_intents": intent,
        }
        for name, holds in told.items():
            if holds:
                yield key, day, name
    for name, rows, company, moment in (
        ("forms", FormSubmission.objects.filter(confirmed_at__isnull=False), "company_id", "confirmed_at"),
        ("recommended", Referral.objects.all(), "referred_company_id", "given_on"),
        (
            "criteria_met",
            QualificationAnswer.objects.filter(answer=Answer.YES.value),
            "company_id",
            "answered_on",
        ),
        ("contacts", Contact.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
        ("quotes", Quote.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
        ("deals", Deal.objects.filter(deleted_at__isnull=True), "company_id", "created_at"),
    ):
        found: Any = rows.filter(**{f"{company}__isnull": False}).order_by().values_list(company, moment)
        for key, at in found.iterator(chunk_size=_CHUNK):
            yield key, _day(at), name


def _own_values(days: Mapping[int, date]) -> tuple[Mapping[int, dict[str, str]], Mapping[int, date]]:
    """What the file said of each company on its day (what was filled in since is taken out), and days of creation."""
    found: dict[int, dict[str, str]] = {}
    created: dict[int, date] = {}
    rows = Company.objects.filter(deleted_at__isnull=True).order_by().values_list("pk", "created_at", *_OWN)
    for key, at, *values in rows.iterator(chunk_size=_CHUNK):
        if key in days:
            created[key] = _day(at)
            found[key] = {
                name: "" if value is None else str(value) for name, value in zip(_OWN, values, strict=True)
            }
    if not days or min(days.values()) >= timezone.localdate():
        return _whole(found, days), created
    # Each change since, the latest first: what it replaced stood there before.
    changes = JournalEntry.objects.filter(
        subject_kind="company", at__date__gt=min(days.values()), erased_at__isnull=True
    ).order_by("-at", "-pk")
    for key, at, told in changes.values_list("subject_id", "at", "values").iterator(chunk_size=_CHUNK):
        if key not in found or _day(at) <= days[key]:
            continue
        for name in _OWN:
            if name in told and isinstance(told[name], list) and told[name]:
                found[key][name] = "" if told[name][0] is None else str(told[name][0])
    return _whole(found, days), created


def _whole(found: Mapping[int, dict[str, str]], days: Mapping[int, date]) -> Mapping[int, dict[str, str]]:
    return {key: found.get(key, {}) for key in days}


def _day(moment: datetime | date) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
