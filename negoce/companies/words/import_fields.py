"""What the fields of an import are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, ActivityState, Civility, Department, Direction
from negoce.companies.models import Activity, Company, Contact, Post
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.ui.words.model_fields import words_of_field

_OWN_LABELS: Mapping[str, Any] = {
    "nic": _("NIC (5 chiffres)"),
    "line1": _("adresse"),
    "line2": _("complément d’adresse"),
    "street_number": _("n° dans la voie"),
    "street_repeat": _("bis, ter"),
    "street_type": _("type de voie"),
    "street_name": _("nom de la voie"),
    "import_key": _("code dans le fichier"),
}


def company_field_label(key: str) -> Any:
    """The name of a field of a company as a mapping offers it."""
    return _OWN_LABELS.get(key) or words_of_field(Company, key)


_CONTACT_LABELS: Mapping[str, Any] = {
    "company_name": _("entreprise"),
    "company_siren": _("SIREN de l’entreprise"),
    "company_siret": _("SIRET de l’entreprise"),
    "company_key": _("code de l’entreprise"),
    "company_postal_code": _("code postal de l’entreprise"),
    "company_city": _("ville de l’entreprise"),
    "full_name": _("nom complet"),
    "import_key": _("code dans le fichier"),
}


def contact_field_label(key: str) -> Any:
    """The name of a field of a contact as a mapping offers it."""
    model = Post if key in ("function", "department") else Contact
    return _CONTACT_LABELS.get(key) or words_of_field(model, key)


def show_contact_value(name: str, value: object) -> str:
    """A value of a contact in words."""
    if name == "civility":
        return choice_label(Civility, str(value))
    if name == "department":
        return choice_label(Department, str(value))
    return format_phone(str(value)) if name in ("phone", "mobile", "fax") else str(value)


_ACTIVITY_LABELS: Mapping[str, Any] = {
    "hour": _("heure"),
    "company_name": _("entreprise"),
    "company_siren": _("SIREN de l’entreprise"),
    "company_siret": _("SIRET de l’entreprise"),
    "company_key": _("code de l’entreprise"),
    "company_postal_code": _("code postal de l’entreprise"),
    "company_city": _("ville de l’entreprise"),
    "contact_email": _("e-mail de l’interlocuteur"),
    "contact_name": _("nom de l’interlocuteur"),
    "direction": _("sens (entrant, sortant)"),
    "import_key": _("code dans le fichier"),
}
_ACTIVITY_CHOICES = {"kind": ActivityKind, "state": ActivityState, "direction": Direction}


def activity_field_label(key: str) -> Any:
    """The name of a field of an activity as a mapping offers it."""
    return _ACTIVITY_LABELS.get(key) or words_of_field(Activity, key)


def show_activity_value(name: str, value: object, language: str) -> str:
    """A value of an activity in words."""
    if name in _ACTIVITY_CHOICES:
        return choice_label(_ACTIVITY_CHOICES[name], str(value))
    if isinstance(value, datetime):
        return f"{format_date(value.date(), language)} {value:%H:%M}".removesuffix(" 00:00")
    return str(value)
