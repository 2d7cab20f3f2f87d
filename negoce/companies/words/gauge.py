"""The words of the completeness gauge (F1) and of the size classes (R-I4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

CHAPTER_LABELS: Mapping[str, Any] = {
    "identity": _("Identité"),
    "contacts": _("Interlocuteurs"),
    "behaviour": _("Comportement d’affaires"),
}
MISSING_LABELS: Mapping[str, Any] = {
    "name": _("le nom"),
    "siren": _("le SIREN"),
    "address": _("l’adresse du siège"),
    "activity_code": _("le code APE"),
    "phone": _("le téléphone"),
    "email": _("l’e-mail"),
    "website": _("le site web"),
    "legal_form": _("la forme juridique"),
    "vat_number": _("le numéro de TVA"),
    "kind": _("le type d’activité"),
    "public_body_kind": _("la catégorie d’acheteur public"),
    "headcount": _("l’effectif"),
    "means": _("les moyens (surfaces, équipements)"),
    "owner": _("la personne qui suit l’entreprise"),
    "origin_channel": _("l’origine"),
    "contact": _("un interlocuteur"),
    "contact_reachable": _("un interlocuteur joignable"),
    "contact_deciding": _("un interlocuteur qui décide"),
    "purchase_process": _("le processus d’achat"),
    "competitors": _("les concurrents en place"),
}
GAUGE_MESSAGES: Mapping[str, Any] = {
    "completeness.percent": _("Éléments connus : %(known)s sur %(items)s, chacun compté selon son poids."),
    "size.micro": _(
        "Microentreprise : effectif de %(persons)s (moins de 10), chiffre d’affaires de %(turnover)s € "
        "ou bilan de %(balance)s € (l’un des deux à 2 M€ au plus)."
    ),
    "size.pme": _(
        "PME : effectif de %(persons)s (moins de 250), chiffre d’affaires de %(turnover)s € (50 M€ au plus) "
        "ou bilan de %(balance)s € (43 M€ au plus)."
    ),
    "size.eti": _(
        "ETI : au-delà d’une PME, effectif de %(persons)s (moins de 5 000), chiffre d’affaires "
        "de %(turnover)s € "
        "(1 500 M€ au plus) ou bilan de %(balance)s € (2 000 M€ au plus)."
    ),
    "size.ge": _(
        "Grande entreprise : effectif de %(persons)s, chiffre d’affaires de %(turnover)s €, "
        "bilan de %(balance)s €, au-delà d’une ETI."
    ),
}
