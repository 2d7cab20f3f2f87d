"""Writes the stored values of contacts and of their posts as a reader expects them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyingInterest, NegotiationStyle, ObservationKind, PurchaseMotive
from negoce.companies.models import Contact, Post
from negoce.companies.rules.contact_values import CHOICES, PHONES, POST_FIELDS
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.kit.money import format_money_round
from negoce.ui.words.model_fields import words_of_field

_OWN_LABELS: Mapping[str, Any] = {"owner": _("suivi par"), "site": _("site")}
LANGUAGE_NAMES: Mapping[str, Any] = {
    "fr": _("Français"),
    "en": _("Anglais"),
    "de": _("Allemand"),
    "es": _("Espagnol"),
    "it": _("Italien"),
    "nl": _("Néerlandais"),
    "pt": _("Portugais"),
}
# Which closed list the values of each kind of observation come from.
OBSERVED_IN = {
    ObservationKind.PURCHASE_MOTIVE: PurchaseMotive,
    ObservationKind.NEGOTIATION_STYLE: NegotiationStyle,
    ObservationKind.INTEREST: BuyingInterest,
}


def contact_field_label(name: str) -> str:
    """The name of a field of a contact or of a post, in the reader's language."""
    if name in _OWN_LABELS:
        return str(_OWN_LABELS[name])
    model = Post if name in POST_FIELDS or name in ("ended_on", "successor") else Contact
    return str(words_of_field(model, name))


def show_contact_value(name: str, value: object) -> str:
    """The value of field `name` in words; empty for nothing. Links give the name of their record."""
    if value is None or value == "":
        return ""
    if name in CHOICES:
        return choice_label(CHOICES[name], str(value))
    if name in PHONES:
        return format_phone(str(value))
    if name == "language":
        return str(LANGUAGE_NAMES.get(str(value), value))
    language = (get_language() or "fr")[:2]
    if name == "decision_ceiling":
        return format_money_round(Decimal(str(value)), language)
    if isinstance(value, date):
        return format_date(value, language)
    return str(value)


def observation_words(kind: str, value: str) -> str:
    """What was observed, in words; the value itself when its list does not know it."""
    known = (
        OBSERVED_IN.get(ObservationKind(kind)) if kind in {each.value for each in ObservationKind} else None
    )
    return choice_label(known, value) if known else value
