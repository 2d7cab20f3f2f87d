"""The next number of a series, held until the transaction ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.billing.findings import say
from negoce.billing.models import FiscalCounter, FiscalSeries
from negoce.billing.queries.series import DEFAULT
from negoce.billing.rules.fiscal_chain import counted_year, write_number
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """A number that is held, and the digest before it in the chain."""

    series: FiscalSeries
    year: int
    sequence: int
    number: str
    previous_digest: str

    def close(self, day: date, digest: str) -> None:
        """Write down the day and the digest that the next one chains on."""
        FiscalCounter.objects.filter(series=self.series, year=self.year).update(
            last_issued_on=day, last_digest=digest
        )


def next_place(series: FiscalSeries, day: date) -> NumberPlace:
    """Take the next number of a series in the caller's transaction; who asks second waits for the first to end.

    Raises Refused for a day before that of the last number (R-C13 wants them in order) or a series that is closed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken within the transaction that issues")
    held = _held_series(series)
    year = counted_year(held.prefix, day)
    if not _raise_counter(held, year, day):
        _make_counter(held, year)
        if not _raise_counter(held, year, day):
            raise _too_early(held, year)
    counter = FiscalCounter.objects.get(series=held, year=year)
    number = write_number(held.prefix, held.digits, year=day.year, sequence=counter.last)
    return NumberPlace(held, year, counter.last, number, counter.last_digest)


def _held_series(series: FiscalSeries) -> FiscalSeries:
    """The series, locked: its documents are issued one after the other. The usual one is made when there is none."""
    if series.pk is None:
        with transaction.atomic():
            series, _made = FiscalSeries.objects.get_or_create(code=DEFAULT["code"], defaults=DEFAULT)
    if not FiscalSeries.objects.filter(pk=series.pk, is_active=True).update(is_active=True):
        raise Refused(_("La série %(code)s est fermée : choisissez-en une autre.") % {"code": series.code})
    return FiscalSeries.objects.get(pk=series.pk)


def _raise_counter(series: FiscalSeries, year: int, day: date) -> bool:
    """Raise the counter unless a later day, or a later year, was numbered already."""
    if year and FiscalCounter.objects.filter(series=series, year__gt=year, last__gt=0).exists():
        return False
    return bool(
        FiscalCounter.objects.filter(series=series, year=year)
        .exclude(last_issued_on__gt=day)
        .update(last=F("last") + 1)
    )


def _make_counter(series: FiscalSeries, year: int) -> None:
    """The counter of a new year goes on from the digest of the year before."""
    before = FiscalCounter.objects.filter(series=series, year__lt=year).order_by("-year").first()
    try:
        with transaction.atomic():
            FiscalCounter.objects.get_or_create(
                series=series, year=year, defaults={"last_digest": before.last_digest if before else ""}
            )
    except IntegrityError:
        return


def _too_early(series: FiscalSeries, year: int) -> Refused:
    counters = FiscalCounter.objects.filter(series=series, year__gte=year, last_issued_on__isnull=False)
    last = counters.order_by("-last_issued_on").values_list("last_issued_on", flat=True).first()
    message = say(Finding("issue.before_last", figures={"last": last or year}))
    return Refused(message, fields={"issue": [message]})
