"""Terms, notice and periods of a contract: dates only, always counted from the first day so that nothing drifts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.dates import add_months
from negoce.loyalty.enums import Period, Renewal

ONE_DAY = timedelta(days=1)
MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
# C. conso. L215-1, for whoever is no professional of the matter: the letter goes in this window before the last day.
_EARLIEST_LETTER, _LATEST_LETTER = 3, 1


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day, both included; `number` counts from 0."""

    number: int
    starts_on: date
    ends_on: date


def span(starts_on: date, months: int, number: int) -> Span:
    """Return the nth span of so many months: from the 31st of January, February's begins on the 28th or 29th."""
    first = add_months(starts_on, months * number)
    return Span(number, first, add_months(starts_on, months * (number + 1)) - ONE_DAY)


def spans_until(starts_on: date, months: int, last: date) -> list[Span]:
    """Return the spans that begin on `last` or before, one after the other, without gap or overlap."""
    found: list[Span] = []
    while (each := span(starts_on, months, len(found))).starts_on <= last:
        found.append(each)
    return found


def term_of(starts_on: date, term_months: int, day: date, renewal: Renewal, renewals: int = 0) -> Span:
    """Return the term in which a day lies.

    A contract renewed tacitly goes on for as long as nobody ends it; another one ends with the last term that was
    agreed (`renewals` after the first), whatever the day.
    """
    number = 0
    while span(starts_on, term_months, number).ends_on < day:
        if renewal is not Renewal.TACIT and number >= renewals:
            break
        number += 1
    if renewal is not Renewal.TACIT:
        number = max(number, renewals)
    return span(starts_on, term_months, number)


def last_notice_day(ends_on: date, notice_days: int) -> date:
    """Return the last day on which notice stops a contract from going on after `ends_on`."""
    return ends_on - timedelta(days=notice_days)


def earliest_end(
    starts_on: date, term_months: int, notice_days: int, renewal: Renewal, renewals: int, noticed_on: date
) -> date:
    """Return the first day on which a contract may end when notice is given on a day.

    Too late for the running term, a tacit renewal binds for the next one.
    """
    term = term_of(starts_on, term_months, noticed_on, renewal, renewals)
    if renewal is not Renewal.TACIT or noticed_on <= last_notice_day(term.ends_on, notice_days):
        return term.ends_on
    return span(starts_on, term_months, term.number + 1).ends_on


def letter_window(notice_day: date) -> tuple[date, date]:
    """Return the first and last day of the letter that recalls the right to stop a tacit renewal.

    From three months to one before the last day of notice (C. conso. L215-1, for non-professionals too: L215-3).
    """
    return add_months(notice_day, -_EARLIEST_LETTER), add_months(notice_day, -_LATEST_LETTER)


def periods_due(
    starts_on: date,
    period: Period,
    *,
    today: date,
    ends_on: date | None,
    in_advance: bool,
    invoiced_until: date | None = None,
) -> list[Span]:
    """Return the periods to invoice by today: as they begin (`in_advance`) or once they are over.

    Those that begin after `ends_on` are never due; the last one is cut at it. Up to `invoiced_until` all was invoiced
    elsewhere: the first period begins the day after, cut when that day lies within it.
    """
    months = MONTHS[period]
    last = today if ends_on is None else min(today, ends_on)
    passed = periods_passed(starts_on, period, invoiced_until)
    found = [_cut(each, ends_on, invoiced_until) for each in spans_until(starts_on, months, last)[passed:]]
    # A period that is cut at its beginning is not due before the day on which it is left to begin.
    found = [each for each in found if each.starts_on <= last]
    return found if in_advance else [each for each in found if each.ends_on < today]


def next_due(
    starts_on: date,
    period: Period,
    invoiced: Collection[int],
    *,
    ends_on: date | None,
    in_advance: bool,
    invoiced_until: date | None = None,
) -> date | None:
    """Return the day on which the next invoice is due; None when all are invoiced.

    `invoiced` are the numbers of the periods that have theirs; the first one that has none comes next, those of before
    `invoiced_until` left aside.
    """
    number = periods_passed(starts_on, period, invoiced_until)
    while number in invoiced:
        number += 1
    each = _cut(span(starts_on, MONTHS[period], number), ends_on, invoiced_until)
    if ends_on is not None and each.starts_on > ends_on:
        return None
    return each.starts_on if in_advance else each.ends_on + ONE_DAY


def periods_passed(starts_on: date, period: Period, invoiced_until: date | None) -> int:
    """Return how many whole periods lie before the day after which we invoice."""
    if invoiced_until is None or invoiced_until < starts_on:
        return 0
    spans = spans_until(starts_on, MONTHS[period], invoiced_until)
    return len([each for each in spans if each.ends_on <= invoiced_until])


def fits(term_months: int, period: Period) -> bool:
    """Tell whether a term is made of whole periods."""
    return term_months > 0 and term_months % MONTHS[period] == 0


def _cut(each: Span, ends_on: date | None, invoiced_until: date | None = None) -> Span:
    first, last = each.starts_on, each.ends_on
    if invoiced_until is not None and invoiced_until >= first:
        first = invoiced_until + ONE_DAY
    if ends_on is not None and ends_on < last:
        last = ends_on
    return Span(each.number, first, last)
