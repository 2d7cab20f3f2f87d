"""Writes the stored values of a company as a reader expects them: numbers grouped, codes with their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company
from negoce.companies.rules.company_values import AMOUNTS, CHOICES, COUNTS
from negoce.companies.rules.headcount_bands import band_label
from negoce.companies.rules.identifiers import format_siren, format_siret, format_vat_number
from negoce.companies.rules.legal_forms import legal_form
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import SIZE_LABELS, choice_label
from negoce.kit.money import format_decimal, format_money_round
from negoce.ui.words.model_fields import words_of_field

# Links have no name of their own in the model.
_LINK_LABELS: Mapping[str, Any] = {
    "parent": _("société mère"),
    "territory": _("secteur"),
    "territory_id": _("secteur"),
}
_SURFACES = ("production_surface", "storage_surface")


def field_label(name: str) -> str:
    """The name of a field, in the reader's language."""
    if name in _LINK_LABELS:
        return str(_LINK_LABELS[name])
    return str(words_of_field(Company, name))


def show_value(name: str, value: object) -> str:
    """The value of field `name` in words; empty for nothing. Links give the name of their record."""
    if value is None or value == "":
        return ""
    if name in CHOICES:
        return choice_label(CHOICES[name], str(value))
    if name in _SURFACES:
        return f"{_number(value)}\u00a0m²"
    if name == "headcount" or name in COUNTS:
        return _number(value)
    if name in AMOUNTS:
        return format_money_round(Decimal(str(value)), _language())
    writer = _WRITERS.get(name)
    return writer(str(value)) if writer else str(value)


def _number(value: object) -> str:
    return format_decimal(int(str(value)), _language())


def _language() -> str:
    return (get_language() or "fr")[:2]


def _legal_form(code: str) -> str:
    form = legal_form(code)
    return form.short_label if form else code


_WRITERS: Mapping[str, Callable[[str], Any]] = {
    "siren": format_siren,
    "siret": format_siret,
    "vat_number": format_vat_number,
    "legal_form": _legal_form,
    "headcount_band": lambda code: band_label(code, _language()),
    "size_class": lambda code: str(SIZE_LABELS.get(code, code)),
    "phone": format_phone,
    "fax": format_phone,
}
