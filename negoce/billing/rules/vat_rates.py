"""Which VAT rates the law had on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.kit.explain import Finding

_SOURCE = "CGI art. 278 à 281 nonies, 294 à 297"
_ALWAYS = date(1991, 1, 1)
_END = date(9999, 12, 31)
# Rate, first and last day: mainland, Corsica, overseas departments.
_RATES: tuple[tuple[str, date, date], ...] = (
    ("20", date(2014, 1, 1), _END),
    ("10", date(2014, 1, 1), _END),
    ("5.5", _ALWAYS, _END),
    ("2.1", _ALWAYS, _END),
    ("19.6", date(2000, 4, 1), date(2013, 12, 31)),
    ("20.6", date(1995, 8, 1), date(2000, 3, 31)),
    ("7", date(2012, 1, 1), date(2013, 12, 31)),
    ("8.5", date(1995, 8, 1), _END),
    ("0.9", _ALWAYS, _END),
    ("1.05", _ALWAYS, _END),
    ("1.75", _ALWAYS, _END),
    ("13", date(2014, 1, 1), _END),
    ("8", _ALWAYS, date(2013, 12, 31)),
    ("0", _ALWAYS, _END),
)


def rates_on(day: date) -> frozenset[Decimal]:
    """Return the rates in force on a day, in percent points; 0 stands for what bears no VAT."""
    return frozenset(Decimal(rate) for rate, first, last in _RATES if first <= day <= last)


def check_rate(rate: Decimal, day: date) -> Finding | None:
    """Return an error when no French rate of VAT had this value on the day, else None (domain 4.14)."""
    if rate in rates_on(day):
        return None
    return Finding("vat.rate_unknown_on_day", "error", {"rate": rate, "day": day, "source": _SOURCE})
