"""Dates: arithmetic with the last day of the month clipped, writing in French and English, strict reading.

Nothing here asks the clock: today is always an argument.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime

from negoce.kit.explain import Parsed, refuse
from negoce.kit.text import fold

_MONTHS_SHORT = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_MONTHS_LONG = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_MONTH_NUMBERS = {
    fold(name).rstrip("."): number
    for names in (*_MONTHS_SHORT.values(), *_MONTHS_LONG.values())
    for number, name in enumerate(names, start=1)
} | {"fev": 2, "sep": 9, "jan": 1, "juill": 7, "jui": 7}
_TIME = r"(?:[T ]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}", re.ASCII)
_FRENCH = re.compile(rf"(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_WORDS = re.compile(r"(?:[a-z]+\.? )?(\d{1,2})(?:er)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})", re.ASCII)
_OLDEST_YEAR, _LATEST_YEAR = 1850, 2200
_YEARS_AHEAD = 20


def add_months(day: date, months: int) -> date:
    """Return the same day number some months later (or earlier), clipped to the last day of that month."""
    position = day.year * 12 + day.month - 1 + months
    year, month = position // 12, position % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Return the same day some years later; 29 February is clipped to 28."""
    return add_months(day, 12 * years)


def end_of_month(day: date) -> date:
    """Return the last day of the month of a date."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def format_date(day: date, language: str) -> str:
    """Write a date in short: ``21 nov. 2026``, ``1er déc. 2026`` in French, ``21 Nov 2026`` in English."""
    return f"{_day_number(day, language)} {_months(_MONTHS_SHORT, language)[day.month - 1]} {day.year}"


def format_date_long(day: date, language: str) -> str:
    """Write a date in full: ``1er décembre 2026`` in French, ``1 December 2026`` in English."""
    return f"{_day_number(day, language)} {_months(_MONTHS_LONG, language)[day.month - 1]} {day.year}"


def format_hour(moment: datetime, language: str) -> str:
    """Write an hour: ``9 h 30``, ``14 h`` in French, ``09:30`` in English."""
    if language == "en":
        return f"{moment:%H:%M}"
    minutes = f"\u00a0{moment:%M}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def format_moment(moment: datetime, language: str) -> str:
    """Write a day and its hour: ``21 nov. 2026, 8 h 42``; the moment is in the reader's zone already."""
    return f"{format_date(moment.date(), language)}, {format_hour(moment, language)}"


def format_month(month: date, language: str) -> str:
    """Write a month in short: ``nov. 2026`` in French, ``Nov 2026`` in English."""
    return f"{_months(_MONTHS_SHORT, language)[month.month - 1]} {month.year}"


def format_relative(day: date, today: date, language: str) -> str:
    """Write how far a date is: ``aujourd’hui``, ``hier``, ``il y a 12 j``, ``dans 3 mois``, ``il y a 2 ans``.

    Days below 60, whole months below 24, then whole years.
    """
    days = (today - day).days
    if -2 < days < 2:
        near = ("demain", "aujourd’hui", "hier") if language == "fr" else ("tomorrow", "today", "yesterday")
        return near[days + 1]
    distance = abs(days)
    if distance < 60:
        count = f"{distance}\u00a0j" if language == "fr" else f"{distance}\u00a0d"
    else:
        count = _count_of_months(min(day, today), max(day, today), language)
    if language == "fr":
        return f"il y a {count}" if days > 0 else f"dans {count}"
    return f"{count} ago" if days > 0 else f"in {count}"


def parse_date(text: str, today: date) -> Parsed[date]:
    """Read ``31/12/2026``, ``31-12-26``, ``2026-12-31`` or ``31 déc. 2026``; a time after it is dropped.

    The order is day, month, year. A year on two digits lies at most 20 years ahead of ``today``.
    Refusals: ``date.unreadable``, ``date.no_such_day`` (31/02/2026), ``date.no_such_month`` (12/31/2026),
    ``date.year_out_of_range``.
    """
    given = " ".join(text.split())
    if not given:
        return Parsed()
    if len(given) > 40:
        return refuse("date.unreadable", text=given[:40])
    if found := _ISO.fullmatch(given):
        year, month, day = (int(part) for part in found.groups())
        return _build(given, year, month, day)
    if found := _FRENCH.fullmatch(given):
        return _build(given, _full_year(found[3], today), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(fold(given)):
        number = _MONTH_NUMBERS.get(found[2])
        if number is not None:
            return _build(given, _full_year(found[3], today), number, int(found[1]))
    return refuse("date.unreadable", text=given)


def _build(given: str, year: int, month: int, day: int) -> Parsed[date]:
    if not _OLDEST_YEAR <= year <= _LATEST_YEAR:
        return refuse(
            "date.year_out_of_range",
            text=given,
            year=str(year),
            oldest=str(_OLDEST_YEAR),
            latest=str(_LATEST_YEAR),
        )
    if not 1 <= month <= 12:
        return refuse("date.no_such_month", text=given, month=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return refuse("date.no_such_day", text=given, day=day, month=month, year=str(year), last=last)
    return Parsed(date(year, month, day))


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    century = today.year - today.year % 100
    year = century + int(digits)
    if year > today.year + _YEARS_AHEAD:
        return year - 100
    return year + 100 if year <= today.year + _YEARS_AHEAD - 100 else year


def _count_of_months(earlier: date, later: date, language: str) -> str:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    if months >= 24:
        years = months // 12
        return f"{years}\u00a0ans" if language == "fr" else f"{years}\u00a0years"
    if language == "fr":
        return f"{months}\u00a0mois"
    return f"{months}\u00a0months" if months > 1 else f"{months}\u00a0month"


def _day_number(day: date, language: str) -> str:
    return "1er" if language == "fr" and day.day == 1 else str(day.day)


def _months(names: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return names["fr" if language == "fr" else "en"]
