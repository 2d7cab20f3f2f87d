"""The rates of French VAT, and from when to when each one exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.explain import Finding

_LONG_AGO = date(1995, 1, 1)


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate in percent points and the days on which it holds, both included; None is still in force."""

    rate: Decimal
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the rate exists on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def _rate(text: str, starts_on: date = _LONG_AGO, ends_on: date | None = None) -> VatRate:
    return VatRate(Decimal(text), starts_on, ends_on)


# CGI art. 278 to 281 nonies (mainland), 294 and 296 (overseas), 297 (Corsica).
MAINLAND = (
    _rate("20.6", date(1995, 8, 1), date(2000, 3, 31)),
    _rate("19.6", date(2000, 4, 1), date(2013, 12, 31)),
    _rate("20", date(2014, 1, 1)),
    _rate("7", date(2012, 1, 1), date(2013, 12, 31)),
    _rate("10", date(2014, 1, 1)),
    _rate("5.5"),
    _rate("2.1"),
)
ELSEWHERE = (
    _rate("13", date(2014, 1, 1)),
    _rate("8.5"),
    _rate("1.75"),
    _rate("1.05"),
    _rate("0.9"),
)


def rates_on(day: date) -> tuple[Decimal, ...]:
    """The mainland rates that exist on a day, the highest first: those that a screen offers."""
    return tuple(sorted((each.rate for each in MAINLAND if each.holds_on(day)), reverse=True))


def check_vat(group: VatGroup, day: date) -> Finding | None:
    """Return what is wrong with a category and its rate on a day, or None.

    A category that bears no VAT has the rate 0; the standard one has a rate that exists on that day.
    """
    if group.category is not VatCategory.STANDARD:
        if group.rate:
            return Finding(
                "vat.rate_without_tax", "error", {"rate": group.rate, "category": group.category.value}
            )
        return None
    if any(each.rate == group.rate and each.holds_on(day) for each in (*MAINLAND, *ELSEWHERE)):
        return None
    offered = ", ".join(f"{rate.normalize():f}" for rate in rates_on(day))
    return Finding("vat.rate_unknown", "error", {"rate": group.rate, "day": day, "offered": offered})
