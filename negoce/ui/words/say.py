"""Puts a finding or an explanation into words, its figures written as the reader's language does.

The sentences belong to the package whose rules return the codes (`negoce/companies/words` for instance): a
mapping from code to a lazy translation with named figures, such as ``%(digits)s``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from negoce.kit.dates import format_date, format_moment
from negoce.kit.explain import Explanation, Finding
from negoce.kit.money import format_decimal


def reader_language() -> str:
    """Return the language of the moment as the kit names it: ``fr`` or ``en``."""
    return (get_language() or "fr")[:2]


def short_day(day: date | None) -> str:
    """Return ``21 nov. 2026`` for the reader of the moment, or nothing; a moment gives its day where they are."""
    if day is None:
        return ""
    return format_date(localtime(day).date() if isinstance(day, datetime) else day, reader_language())


def short_moment(moment: datetime | None) -> str:
    """Return ``21 nov. 2026, 8 h 42`` for the reader of the moment, where they are, or nothing."""
    return "" if moment is None else format_moment(localtime(moment), reader_language())


def say(what: Finding | Explanation, messages: Mapping[str, Any], unknown: str = "%(code)s") -> str:
    """Return the sentence of a code; ``unknown`` is said of a code that has none, with the code itself."""
    message = messages.get(what.code)
    if message is None:
        return unknown % {"code": what.code}
    return str(message) % write_figures(what.figures, reader_language())


def write_figures(figures: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the figures as a reader expects them: grouped numbers, short dates; texts are left alone."""
    return {name: _write(value, language) for name, value in figures.items()}


def _write(value: object, language: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
        return value
    if isinstance(value, datetime):
        return format_date(localtime(value).date(), language)
    if isinstance(value, date):
        return format_date(value, language)
    whole = isinstance(value, int) or value == value.to_integral_value()
    return format_decimal(value, language, 0 if whole else 2)
