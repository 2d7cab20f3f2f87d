"""Stored values of the journal, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.enums import CustomType
from negoce.companies.permissions import is_custom
from negoce.companies.words import choices as companies
from negoce.companies.words.company_values import show_value
from negoce.companies.words.custom_values import TYPE_WORDS
from negoce.identity import words as identity
from negoce.identity.enums import FieldAccess, Permission, Role, Scope
from negoce.ui.words.say import short_day, short_moment
from negoce.web.custom.words import custom_words
from negoce.web.journal.desk_words import desk_value
from negoce.web.journal.life_words import life_value
from negoce.web.journal.words import column, kind_words

LONGEST = 300
_IDENTITY: Mapping[str, type[StrEnum]] = {
    "role": Role,
    "scope": Scope,
    "permissions": Permission,
    "fields_margin": FieldAccess,
    "fields_personal": FieldAccess,
    "fields_observations": FieldAccess,
}
# Ways in, as the sign-in library names them.
METHODS: Mapping[str, Any] = {
    "password": gettext_lazy("mot de passe"),
    "password_reset": gettext_lazy("lien reçu par e-mail"),
    "mfa": gettext_lazy("double authentification"),
    "sign_in_link": gettext_lazy("lien à usage unique"),
}
_CUSTOM_FIELD: Mapping[str, Callable[[str], str]] = {
    "kind": kind_words,
    "type": lambda value: str(TYPE_WORDS[CustomType(value)]) if value in list(CustomType) else value,
}
# Fields that are no column, and name a record by its key.
_RECORDS: Mapping[tuple[str, str], str] = {("company", "not_same_as"): "companies.Company"}
Names = Mapping[tuple[str, int], str]


def value_words(kind: str, field: str, value: object, names: Names) -> str:
    """A value in words; empty for nothing. `names` gives those of records that are stored by their key."""
    if value is None or value == "" or value == []:
        return ""
    if is_custom(field):
        return _shortened(custom_words(kind, field)[1](value))
    told = _told(kind, field, value) if isinstance(value, str) else None
    if told is not None:
        return told
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if field == "visit_closed" and isinstance(value, int):
        return str(WEEKDAYS[value])
    if isinstance(value, list):
        return _shortened(", ".join(value_words(kind, field, each, names) for each in value))
    pointed = stored_keys(kind, field, value)
    if pointed is not None:
        return names.get(pointed, _("fiche %(key)s") % {"key": value})
    found = column(kind, field)
    if kind == "user" and field == "method":
        return " + ".join(str(METHODS.get(each, each)) for each in str(value).split("+"))
    if kind == "custom_field" and field in _CUSTOM_FIELD:
        return _CUSTOM_FIELD[field](str(value))
    if kind in {"user", "role"} and field in _IDENTITY:
        return _member_words(_IDENTITY[field], str(value))
    if kind == "company" and isinstance(value, str):
        return _shortened(_moment(found, value) or show_value(field, value))
    if isinstance(value, int | float):
        return str(number_format(value, use_l10n=True, force_grouping=True))
    enum = (
        _enum_of(tuple(each[0] for each in found.flatchoices))
        if found is not None and found.choices
        else None
    )
    if enum is not None:
        return companies.choice_label(enum, str(value))
    return _shortened(_moment(found, str(value)) or str(value))


def _told(kind: str, field: str, value: str) -> str | None:
    told = life_value(kind, field, value)
    return told if told is not None else desk_value(kind, field, value, column(kind, field))


def stored_keys(kind: str, field: str, value: object) -> tuple[str, int] | None:
    """The record that a value points at by its key, if it does."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if (kind, field) in _RECORDS:
        return _RECORDS[kind, field], value
    found = column(kind, field)
    return (str(found.related_model._meta.label), value) if isinstance(found, models.ForeignKey) else None


def _moment(found: models.Field[Any, Any] | None, value: str) -> str:
    if isinstance(found, models.DateTimeField):
        moment: datetime | None = parse_datetime(value)
        return short_moment(moment) if moment and moment.tzinfo else ""
    if isinstance(found, models.DateField):
        day: date | None = parse_date(value)
        return short_day(day)
    return ""


def _member_words(enum: type[StrEnum], value: str) -> str:
    return str(identity.LABELS[enum].get(value, value))


@lru_cache(maxsize=256)
def _enum_of(values: tuple[object, ...]) -> type[StrEnum] | None:
    """The closed list that a column takes its values from."""
    return next((enum for enum in companies.LABELS if tuple(each.value for each in enum) == values), None)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
