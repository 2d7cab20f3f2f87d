"""What was known of companies on past days, as the learned score reads it: nothing that came later."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Min
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company
from negoce.identity.models import JournalEntry
from negoce.orders.models import Order
from negoce.portfolio.queries.scoring_events import CHUNK, COUNTED, EXCHANGE, day_of, events_of

Table = dict[str, list[str]]
Days = Mapping[int, Sequence[date]]
HORIZON_DAYS = 180
_STEP_DAYS, _DAYS_BACK, _MANY, _RECENT_DAYS = 30, 730, 5_000, 90
_OWN = (
    "kind", "activity_code", "buyer_type", "legal_form", "headcount", "turnover", "department", "origin_channel",
)  # fmt: skip
_CODE, _DIVISION = _OWN.index("activity_code"), 2
_SINCE = ("days_known", "days_silent", "exchanges_90_days")
COLUMNS = (*_OWN, *_SINCE, *COUNTED)


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
    return {key: day_of(moment) for key, moment in found.values_list("company_id", "first")}


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
    keys, _days, table = facts_by_day({key: [day] for key, day in days.items()})
    return keys, table


def facts_by_day(days: Days) -> tuple[list[int], list[date], Table]:
    """Whose row, of which day, and what was known then, as texts: company after company, each from its first day on.

    All is read once, for so many companies at a time, and cut by day.
    """
    owners: list[int] = []
    known: list[date] = []
    columns: list[list[str]] = [[] for _name in COLUMNS]
    keys = sorted(days)
    for start in range(0, len(keys), CHUNK):
        for key, day, row in _cut(keys[start : start + CHUNK], days):
            owners.append(key)
            known.append(day)
            for column, cell in zip(columns, row, strict=True):
                column.append(cell)
    return owners, known, dict(zip(COLUMNS, columns, strict=True))


@dataclass(slots=True)
class _Known:
    """All that was ever known of a company: what it is now, what that replaced, and what happened, with the days."""

    own: list[str] = field(default_factory=lambda: [""] * len(_OWN))
    created: date | None = None
    changes: list[tuple[date, int, str]] = field(default_factory=list)
    happened: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))


def _cut(keys: Sequence[int], days: Days) -> Iterator[tuple[int, date, list[str]]]:
    known = _read(keys, min(days[key][0] for key in keys))
    for key in keys:
        found = known[key]
        for dates in found.happened.values():
            dates.sort()
        for day in days[key]:
            own = _own_on(found, day)
            own[_CODE] = own[_CODE][:_DIVISION]
            counts = [str(bisect_right(found.happened.get(name, ()), day)) for name in COUNTED]
            yield key, day, [*own, *_since(found, day), *counts]


def _since(found: _Known, day: date) -> list[str]:
    """Days since it is known, since the last exchange, exchanges of late.

    An entry in the file after the first exchange is no news of the company: it may have been made with the purchase.
    """
    exchanges = found.happened.get(EXCHANGE, [])
    begins = [each for each in (found.created, *exchanges[:1]) if each is not None and each <= day]
    before = bisect_right(exchanges, day)
    recent = before - bisect_right(exchanges, day - timedelta(days=_RECENT_DAYS))
    return [
        str((day - min(begins, default=day)).days),
        str((day - exchanges[before - 1]).days) if before else "",
        str(recent),
    ]


def _own_on(found: _Known, day: date) -> list[str]:
    own = list(found.own)
    for changed, place, before in found.changes:
        if changed <= day:
            break
        own[place] = before
    return own


def _read(keys: Sequence[int], since: date) -> Mapping[int, _Known]:
    first, last = keys[0], keys[-1]
    found = {key: _Known() for key in keys}
    rows = Company.objects.filter(deleted_at__isnull=True, pk__range=(first, last)).order_by()
    for key, at, *values in rows.values_list("pk", "created_at", *_OWN).iterator(chunk_size=CHUNK):
        if key in found:
            found[key].created = day_of(at)
            found[key].own = ["" if value is None else str(value) for value in values]
    for key, day, name in events_of(first, last):
        if key in found:
            found[key].happened[name].append(day)
    if since < timezone.localdate():
        _read_changes(found, first, last, since)
    return found


def _read_changes(found: Mapping[int, _Known], first: int, last: int, since: date) -> None:
    """Each change of what a company is since a day, the latest first: what it replaced stood there before."""
    midnight = timezone.make_aware(datetime.combine(since + timedelta(days=1), time.min))
    changes = JournalEntry.objects.filter(
        subject_kind="company", subject_id__range=(first, last), at__gte=midnight, erased_at__isnull=True
    ).order_by("-at", "-pk")
    for key, at, told in changes.values_list("subject_id", "at", "values").iterator(chunk_size=CHUNK):
        if key is None or key not in found:
            continue
        for place, name in enumerate(_OWN):
            if name in told and isinstance(told[name], list) and told[name]:
                before = told[name][0]
                found[key].changes.append((day_of(at), place, "" if before is None else str(before)))
