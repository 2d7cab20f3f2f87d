"""When sales that no electronic invoice carries, and payments for services, are reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from negoce.billing.enums import ReportKind, VatRegime
from negoce.kit.dates import add_months, end_of_month
from negoce.kit.worked import Step, Worked

_SOURCE = "CGI art. 290, ann. II art. 242 nonies M"


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days that one report covers, and when it may be sent: from `opens_on` to `due_on`."""

    first_day: date
    last_day: date
    opens_on: date
    due_on: date


def report_period(kind: ReportKind, regime: VatRegime, day: date) -> Worked[ReportPeriod]:
    """Return the report in which an operation of a day stands, and when it is due (R-C16).

    A monthly payer reports transactions every ten days, and payments by the 10th of the next month; a quarterly one
    both monthly by the 10th; the simplified regime monthly and the franchise every two months, from the 25th to the
    30th after. The ten-day deadlines are to be confirmed by the texts.
    """
    month, last = day.replace(day=1), end_of_month(day)
    if kind is ReportKind.TRANSACTIONS and regime is VatRegime.MONTHLY:
        period = _ten_days(day)
    elif regime in (VatRegime.MONTHLY, VatRegime.QUARTERLY):
        after = last + timedelta(days=1)
        period = ReportPeriod(month, last, after, after.replace(day=10))
    else:
        if regime is VatRegime.FRANCHISE:
            month = add_months(month, -((month.month - 1) % 2))
            last = end_of_month(add_months(month, 1))
        after = last + timedelta(days=1)
        final = min(30, end_of_month(after).day)
        period = ReportPeriod(month, last, after.replace(day=min(25, final)), after.replace(day=final))
    figures = {
        "from": period.first_day,
        "to": period.last_day,
        "opens": period.opens_on,
        "due": period.due_on,
    }
    return Worked(period, (Step(f"report.{regime.value}_{kind.value}", figures, _SOURCE),))


def _ten_days(day: date) -> ReportPeriod:
    if day.day <= 10:
        return ReportPeriod(day.replace(day=1), day.replace(day=10), day.replace(day=11), day.replace(day=20))
    last = end_of_month(day)
    if day.day <= 20:
        return ReportPeriod(day.replace(day=11), day.replace(day=20), day.replace(day=21), last)
    after = last + timedelta(days=1)
    return ReportPeriod(day.replace(day=21), last, after, after.replace(day=10))
