"""The field in which a day is typed: digits or words, in every form alike (see `_day_input.html`)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def day_input() -> forms.TextInput:
    """A line of text, with no numeric keyboard: « lundi » has letters. `parse_day` reads what it gets."""
    return forms.TextInput(
        attrs={"autocomplete": "off", "maxlength": "40", "placeholder": _("31/12, lundi, demain…")}
    )
