"""The values that closed columns take, with their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language

from negoce.companies.rules.headcount_bands import band_label, headcount_bands
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import SIZE_LABELS, choice_options
from negoce.companies.words.company_values import show_value
from negoce.identity.models import Territory
from negoce.identity.rules.actor import Actor

Options = Callable[[Actor], Sequence[tuple[str, Any]]]


def members_of(enum: type[StrEnum]) -> Options:
    """The members of a closed list."""

    def options(_actor: Actor) -> Sequence[tuple[str, Any]]:
        return choice_options(enum)

    return options


def sizes(_actor: Actor) -> Sequence[tuple[str, Any]]:
    """The size classes of R-I4."""
    return list(SIZE_LABELS.items())


def territories(_actor: Actor) -> Sequence[tuple[str, Any]]:
    """Territories, known by their names."""
    return [(name, name) for name in Territory.objects.order_by("name").values_list("name", flat=True)]


def bands(_actor: Actor) -> Sequence[tuple[str, Any]]:
    """INSEE's headcount bands."""
    language = (get_language() or "fr")[:2]
    return [(band.code, band_label(band.code, language)) for band in headcount_bands()]


def in_words(field: str) -> Callable[[Any], str]:
    """Writes a field of a company as its page does."""

    def write(value: Any) -> str:
        return show_value(field, value)

    return write


def short_phone(number: Any) -> str:
    """A number as people dial it; French ones in pairs of digits, without the cost of the library."""
    text = str(number or "")
    if len(text) == 12 and text.startswith("+33"):
        return f"0{text[3]} {text[4:6]} {text[6:8]} {text[8:10]} {text[10:12]}"
    return format_phone(text) if text else ""
