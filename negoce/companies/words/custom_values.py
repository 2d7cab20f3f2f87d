"""Values of custom fields in words, as pages, the journal and exports say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import CustomType
from negoce.companies.rules.custom_fields import Choice, KnownField
from negoce.companies.rules.custom_values import NO, YES
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money

TYPE_WORDS: Mapping[CustomType, Any] = {
    CustomType.TEXT: _("Texte"),
    CustomType.NUMBER: _("Nombre"),
    CustomType.AMOUNT: _("Montant en euros"),
    CustomType.DATE: _("Date"),
    CustomType.CHOICE: _("Choix dans une liste"),
    CustomType.YES_NO: _("Oui ou non"),
}
YES_NO_WORDS: Mapping[str, Any] = {YES: _("Oui"), NO: _("Non")}

CUSTOM_MESSAGES: Mapping[str, Any] = {
    "custom.decimals": _("« %(text)s » a trop de décimales : %(places)s au plus ici."),
    "custom.yes_no": _("« %(text)s » n’est ni oui ni non."),
    "custom.choice_twice": _("Le choix « %(text)s » est écrit deux fois."),
    "custom.too_many_choices": _("C’est trop de choix : %(max)s au plus."),
    "custom.no_choice": _("Donnez au moins un choix."),
}


def choice_words(one: Choice) -> str:
    """A choice by name; a retired one says so."""
    return _now("%(name)s (retiré)") % {"name": one.label} if one.retired else one.label


def options_of(field: KnownField) -> list[tuple[str, str]]:
    """The codes that a field may hold with their words, retired choices last."""
    if field.type is CustomType.YES_NO:
        return [(code, str(words)) for code, words in YES_NO_WORDS.items()]
    ordered = sorted(field.choices, key=lambda one: one.retired)
    return [(one.code, choice_words(one)) for one in ordered]


def show_custom(field: KnownField, value: object) -> str:
    """A stored value in words, also as the journal keeps it (numbers and days as text); empty for nothing."""
    if value is None or value == "":
        return ""
    language = (get_language() or "fr")[:2]
    if field.type is CustomType.YES_NO:
        return str(YES_NO_WORDS.get(str(value), value))
    if field.type is CustomType.CHOICE:
        one = field.choice(str(value))
        return choice_words(one) if one else str(value)
    try:
        if field.type is CustomType.AMOUNT:
            return format_money(Decimal(str(value)), language)
        if field.type is CustomType.NUMBER:
            return format_decimal(Decimal(str(value)), language, field.decimals)
        if field.type is CustomType.DATE:
            return format_date(date.fromisoformat(str(value)), language)
    except (InvalidOperation, ValueError):
        # The journal may hold what the field was before somebody made it anew under the same name.
        return str(value)
    return str(value)
