"""How lists write near dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from negoce.kit.dates import format_date, format_relative

# Nearer than this, the year goes without saying.
_NO_YEAR_DAYS = 180


@lru_cache(maxsize=4096)
def late_by(day: date, today: date, language: str) -> str:
    """How late something planned is: « retard 4 j »."""
    if (today - day).days == 1:
        count = "1\u00a0j" if language == "fr" else "1\u00a0d"
    else:
        count = format_relative(day, today, language).removeprefix("il y a ").removesuffix(" ago")
    return _("retard %(count)s") % {"count": count}


@lru_cache(maxsize=8192)
def relative(day: date, today: date, language: str) -> str:
    """A past day by its distance, a coming one by its date, as in « il y a 12 j » and « 4 déc. »."""
    ahead = (day - today).days
    if ahead <= 1:
        return format_relative(day, today, language)
    written = format_date(day, language)
    return written.rsplit(" ", 1)[0] if ahead < _NO_YEAR_DAYS else written
