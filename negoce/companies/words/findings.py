"""Puts findings and explanations of rules into words: what is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.reach_limits import limit_messages
from negoce.companies.words.activity_findings import ACTIVITY_MESSAGES
from negoce.companies.words.contact_findings import CONTACT_MESSAGES
from negoce.companies.words.custom_values import CUSTOM_MESSAGES
from negoce.companies.words.free_text_findings import FREE_TEXT_MESSAGES
from negoce.companies.words.gauge import GAUGE_MESSAGES
from negoce.companies.words.privacy_words import RIGHTS_MESSAGES
from negoce.companies.words.reach_findings import REACH_MESSAGES
from negoce.companies.words.row_messages import ROW_MESSAGES
from negoce.companies.words.value_findings import VALUE_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.ui.words.say import say as say_with

_COMPANY_MESSAGES: Mapping[str, Any] = {
    "siren.scientific": _(
        "« %(text)s » a perdu des chiffres dans un tableur. Saisissez les 9 chiffres du SIREN."
    ),
    "siren.characters": _("« %(text)s » n’est pas un SIREN : il faut 9 chiffres."),
    "siren.leading_zero": _("Il manque le zéro du début ? Un SIREN possible : %(suggestion)s."),
    "siren.is_siret": _("C’est un SIRET. Le SIREN en est le début : %(suggestion)s."),
    "siren.length": _("Un SIREN a 9 chiffres ; celui-ci en a %(digits)s."),
    "siren.zeros": _("Un SIREN n’est pas fait que de zéros."),
    "siren.check_digit": _(
        "%(text)s n’est pas un SIREN : sa clé de contrôle est fausse. Un chiffre est sans doute erroné."
    ),
    "siren.used": _("Ce SIREN est déjà celui de « %(name)s »."),
    "siret.scientific": _(
        "« %(text)s » a perdu des chiffres dans un tableur. Saisissez les 14 chiffres du SIRET."
    ),
    "siret.characters": _("« %(text)s » n’est pas un SIRET : il faut 14 chiffres."),
    "siret.leading_zero": _("Il manque le zéro du début ? Un SIRET possible : %(suggestion)s."),
    "siret.is_siren": _(
        "C’est un SIREN ; un SIRET a 14 chiffres : le SIREN et les 5 chiffres de l’établissement."
    ),
    "siret.length": _("Un SIRET a 14 chiffres ; celui-ci en a %(digits)s."),
    "siret.zeros": _("Un SIRET n’est pas fait que de zéros."),
    "siret.siren_check_digit": _(
        "Le SIREN au début de ce SIRET (%(siren)s) est faux : sa clé de contrôle ne convient pas."
    ),
    "siret.check_digit": _(
        "%(text)s n’est pas un SIRET : sa clé de contrôle est fausse. Un chiffre est sans doute erroné."
    ),
    "siret.other_siren": _("Ce SIRET n’appartient pas au SIREN %(siren)s."),
    "siren.other_siret": _("Ce SIREN n’est pas celui du SIRET %(siret)s. Corrigez d’abord le SIRET."),
    "vat.scientific": _(
        "« %(text)s » a perdu des chiffres dans un tableur. Saisissez le numéro de TVA en entier."
    ),
    "vat.shape": _("« %(text)s » n’est pas un numéro de TVA : FR, une clé de 2 caractères, puis le SIREN."),
    "vat.siren": _("Le SIREN de ce numéro de TVA (%(siren)s) est faux."),
    "vat.key": _("La clé %(key)s ne convient pas à ce SIREN. Le numéro attendu est %(suggestion)s."),
    "vat.other_siren": _("Ce numéro de TVA n’est pas celui du SIREN %(siren)s."),
    "vat.other_siren_kept": _("SIREN valide, mais le numéro de TVA %(text)s est celui d’un autre."),
    "ape.shape": _("« %(text)s » n’est pas un code APE : 4 chiffres et une lettre, comme 62.01Z."),
    "ape.unknown": _("Le code %(text)s n’existe pas dans la nomenclature. Cherchez par quelques mots."),
    "legal_form.unknown": _("« %(text)s » n’est pas une forme juridique connue. Choisissez dans la liste."),
    "headcount.band_disagrees": _("L’effectif de %(persons)s n’est pas dans la tranche choisie."),
    "headcount.too_large": _("Un effectif de %(text)s n’est pas vraisemblable."),
    "postal_code.shape": _("« %(text)s » n’est pas un code postal : il faut 5 chiffres."),
    "postal_code.department": _("Aucun département ne commence comme %(text)s."),
    "postal_code.unknown": _("Le code postal %(text)s n’est pas dans la table ; il est gardé tel quel."),
    "postal_code.other_town": _(
        "%(city)s n’est pas une commune du code postal %(text)s ; c’est gardé tel quel."
    ),
    "address.empty": _("Une adresse a au moins une ligne, un code postal ou une ville."),
    "service_codes.code_long": _("Ligne %(line)s : un code service a %(max)s caractères au plus."),
    "service_codes.name_long": _("Ligne %(line)s : un nom de service a %(max)s caractères au plus."),
    "service_codes.no_code": _("Ligne %(line)s : commencez par le code, puis le nom du service."),
    "service_codes.many": _("%(count)s codes : c’est trop, gardez les %(max)s dont vous vous servez."),
    "country.unknown": _("« %(text)s » n’est pas un code de pays : 2 lettres, comme FR."),
}
MESSAGES: Mapping[str, Any] = {
    **_COMPANY_MESSAGES,
    **ROW_MESSAGES,
    **VALUE_MESSAGES,
    **CUSTOM_MESSAGES,
    **FREE_TEXT_MESSAGES,
    **CONTACT_MESSAGES,
    **GAUGE_MESSAGES,
    **RIGHTS_MESSAGES,
    **ACTIVITY_MESSAGES,
    **REACH_MESSAGES,
}


def say(what: Finding | Explanation) -> str:
    """The sentence for a finding, in the language of the moment. A code without words says itself."""
    known = MESSAGES if what.code in MESSAGES else limit_messages()
    return say_with(what, known, _now("Valeur refusée (%(code)s)."))
