"""The series that documents are numbered in, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.billing.models import FiscalCounter, FiscalDocument, FiscalSeries
from negoce.billing.rules.fiscal_chain import counted_year, write_number

DEFAULT = {"code": "F", "label": "Factures et avoirs", "prefix": "F{year}-", "digits": 5}


@dataclass(frozen=True, slots=True)
class SeriesStand:
    """A series with its counter of the current year: what was last numbered, and what comes next."""

    series: FiscalSeries
    last: int
    last_issued_on: date | None
    next_number: str
    is_used: bool


def active_series() -> Sequence[FiscalSeries]:
    """The series that documents may be issued in; the first is the usual one. Empty before the first document."""
    return list(FiscalSeries.objects.filter(is_active=True).order_by("id"))


def series_of(document: FiscalDocument) -> FiscalSeries:
    """The series that a draft will be numbered in: the one chosen, else the usual one; one not stored when none is."""
    if document.series_id is not None:
        return FiscalSeries.objects.get(pk=document.series_id)
    return next(iter(active_series()), None) or FiscalSeries(**DEFAULT)


def next_number_of(series: FiscalSeries, day: date) -> str:
    """The number that the next document of a series would bear; another may take it before."""
    year = counted_year(series.prefix, day)
    last = (
        FiscalCounter.objects.filter(series_id=series.pk, year=year).values_list("last", flat=True).first()
        if series.pk
        else 0
    )
    return write_number(series.prefix, series.digits, year=day.year, sequence=(last or 0) + 1)


def series_stands(today: date) -> Sequence[SeriesStand]:
    """Every series with where it stands; in two queries."""
    counters = list(FiscalCounter.objects.order_by("series_id", "year"))
    stands = []
    for series in FiscalSeries.objects.order_by("id"):
        own = [each for each in counters if each.series_id == series.pk]
        year = counted_year(series.prefix, today)
        now = next((each for each in own if each.year == year), None)
        last = now.last if now else 0
        stands.append(
            SeriesStand(
                series=series,
                last=last,
                last_issued_on=now.last_issued_on if now else None,
                next_number=write_number(series.prefix, series.digits, year=today.year, sequence=last + 1),
                is_used=any(each.last for each in own),
            )
        )
    return stands
