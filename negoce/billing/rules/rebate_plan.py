"""The months of a rebate agreement, its bands as they are kept, and what is missing to reach the next one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.dates import add_months, end_of_month
from negoce.negotiation.rules.volume_rebate import Band, volume_rebate


@dataclass(frozen=True, slots=True)
class NextBand:
    """The next rate, in percent points, and the purchases excluding VAT that are missing to earn it."""

    percent: Decimal
    beginning: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class MonthAccrual:
    """A month by its first day: purchases since the start, what it adds, what is set aside with it."""

    month: date
    purchases: Decimal
    accrued: Decimal
    cumulative: Decimal


def stored_bands(bands: Sequence[Band]) -> list[dict[str, str | None]]:
    """Bands as the column keeps them."""
    return [
        {"up_to": None if each.up_to is None else str(each.up_to), "percent": str(each.percent)}
        for each in bands
    ]


def read_bands(stored: Sequence[Mapping[str, str | None]]) -> tuple[Band, ...]:
    """Bands from the column."""
    return tuple(
        Band(None if (top := each["up_to"]) is None else Decimal(top), Decimal(str(each["percent"])))
        for each in stored
    )


def bands_text(bands: Sequence[Band]) -> str:
    """Bands on one line, for the journal: `≤ 20000.00 € : 1.00 % · > : 3.00 %`."""
    return " · ".join(
        f"{'>' if each.up_to is None else f'≤ {each.up_to} €'} : {each.percent} %" for each in bands
    )


def months_done(starts_on: date, ends_on: date, today: date) -> tuple[date, ...]:
    """The first days of the months of the period that are over before `today`, in order.

    A month that the end of the period cuts is over the day after that end.
    """
    found, month = [], starts_on.replace(day=1)
    while month <= ends_on and last_day(month, ends_on) < today:
        found.append(month)
        month = add_months(month, 1)
    return tuple(found)


def last_day(month: date, ends_on: date) -> date:
    """The last day of a month that counts."""
    return min(end_of_month(month), ends_on)


def accruals_due(
    months: Sequence[date],
    known: Mapping[date, MonthAccrual],
    purchases: Mapping[date, Decimal],
    bands: Sequence[Band],
    *,
    final: bool,
) -> list[MonthAccrual]:
    """What each month that is over sets aside: the rebate of R-C2 on purchases since the start, less what was before.

    `purchases` are those of each month alone. A month already known stays as it is, and the next one takes up what
    changed of it since; the last of them follows the purchases when the period is over (`final`).
    Raises CannotWork for bands that the rule refuses.
    """
    found: list[MonthAccrual] = []
    total = before = Decimal(0)
    for month in months:
        total += purchases.get(month, Decimal(0))
        each = known.get(month)
        if each is None or (final and month == months[-1]):
            rebate = volume_rebate(total, bands).value
            each = MonthAccrual(month, total, rebate - before, rebate)
        before = each.cumulative
        found.append(each)
    return found


def next_band(purchases: Decimal, bands: Sequence[Band]) -> NextBand | None:
    """The band after the one that purchases have reached; None in the last one."""
    for at, band in enumerate(bands[:-1]):
        if band.up_to is not None and purchases < band.up_to:
            return NextBand(bands[at + 1].percent, band.up_to, band.up_to - purchases)
    return None
