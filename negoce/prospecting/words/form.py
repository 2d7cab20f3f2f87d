"""The words of public forms and of fairs: kinds, states, fields, interests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.custom_known import find_custom
from negoce.companies.rules.custom_fields import KnownField
from negoce.prospecting.enums import FairInterest, FormKind, FormState, LeadRule, SubmissionState
from negoce.prospecting.rules.form_fields import AskedField

FORM_KINDS: Mapping[str, Any] = {
    FormKind.WHITE_PAPER.value: _("Livre blanc"),
    FormKind.CONTACT.value: _("Demande de contact"),
    FormKind.PRICE_PAGE.value: _("Demande de tarifs"),
}
FORM_STATES: Mapping[str, Any] = {
    FormState.DRAFT.value: _("Brouillon"),
    FormState.OPEN.value: _("Ouvert"),
    FormState.CLOSED.value: _("Fermé"),
}
FORM_TONES: Mapping[str, str] = {
    FormState.DRAFT.value: "",
    FormState.OPEN.value: "good",
    FormState.CLOSED.value: "warn",
}
SUBMISSION_STATES: Mapping[str, Any] = {
    SubmissionState.PENDING.value: _("À confirmer"),
    SubmissionState.CONFIRMED.value: _("Confirmée"),
}
LEAD_RULES: Mapping[str, Any] = {
    LeadRule.PERSON.value: _("La personne choisie"),
    LeadRule.TERRITORY.value: _("Les personnes du secteur, à tour de rôle ; à défaut la personne choisie"),
}
FIELDS: Mapping[str, Any] = {
    "company": _("Entreprise"),
    "siren": _("N° SIREN"),
    "first_name": _("Prénom"),
    "last_name": _("Nom"),
    "function": _("Fonction"),
    "email": _("E-mail professionnel"),
    "phone": _("Téléphone"),
    "website": _("Site web"),
    "postal_code": _("Code postal"),
    "city": _("Ville"),
    "message": _("Votre message"),
}
INTERESTS: Mapping[str, Any] = {
    FairInterest.HOT.value: _("Projet en cours, à rappeler vite"),
    FairInterest.PROJECT.value: _("Projet à venir"),
    FairInterest.CURIOUS.value: _("Curieux, à tenir au courant"),
    FairInterest.SUPPLIER.value: _("Fournisseur ou partenaire"),
}
CAMPAIGN_WORDS: Mapping[str, Any] = {
    "utm_source": _("Source"),
    "utm_medium": _("Support"),
    "utm_campaign": _("Campagne"),
    "utm_term": _("Mots cherchés"),
    "utm_content": _("Annonce"),
    "keyword": _("Mots cherchés"),
}


def known_customs(asked: tuple[AskedField, ...] | list[AskedField]) -> Mapping[str, KnownField]:
    """The custom fields that a form asks and that still exist, by key of AskedField."""
    found: dict[str, KnownField] = {}
    for each in asked:
        if each.custom is not None:
            known = find_custom(*each.custom)
            if known is not None and not known.archived:
                found[each.key] = known
    return found


def field_label(key: str, customs: Mapping[str, KnownField]) -> str:
    """How a field is called on the page."""
    return customs[key].label if key in customs else str(FIELDS.get(key, key))
