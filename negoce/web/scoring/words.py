"""The words of scores on screen: classes, columns of the learned score, why columns are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyerType, CompanyKind, OriginChannel
from negoce.companies.words.choices import choice_label
from negoce.prospecting.queries.lead_scores import CLASSES
from negoce.ui.components.lists import Tab

COLUMNS: Mapping[str, Any] = {
    "kind": _("Type d’entreprise"),
    "activity_code": _("Division APE"),
    "buyer_type": _("Type d’acheteur"),
    "legal_form": _("Forme juridique"),
    "headcount": _("Effectif"),
    "turnover": _("Chiffre d’affaires de l’entreprise"),
    "department": _("Département"),
    "origin_channel": _("Origine"),
    "days_known": _("Jours depuis son entrée au fichier"),
    "days_silent": _("Jours depuis le dernier échange"),
    "exchanges_90_days": _("Échanges en 90 jours"),
    "calls": _("Appels"),
    "visits": _("Visites"),
    "emails": _("E-mails"),
    "incoming": _("Échanges à leur initiative"),
    "meetings": _("Rendez-vous acceptés"),
    "refused_meetings": _("Rendez-vous refusés"),
    "needs": _("Besoins exprimés"),
    "quotes_wanted": _("Devis voulus"),
    "buying_intents": _("Intentions d’achat"),
    "forms": _("Formulaires envoyés"),
    "recommended": _("Recommandations reçues"),
    "criteria_met": _("Critères de qualification confirmés"),
    "contacts": _("Interlocuteurs connus"),
    "quotes": _("Devis faits"),
    "deals": _("Affaires créées"),
}
LEFT_OUT: Mapping[str, Any] = {
    "constant": _("toujours la même valeur"),
    "identifier": _("une valeur par ligne : un identifiant"),
    "free_text": _("texte libre"),
    "filled_later": _("rempli après le contact, d’après son nom : dirait le résultat"),
    "tells_alone": _("dit le résultat presque à lui seul : rempli après coup"),
    "is_outcome": _("c’est le résultat sous un autre nom"),
    "key": _("la clé"),
    "asked": _("laissé de côté à la demande"),
}
FAMILIES: Mapping[str, Any] = {
    "logistic": _("Régression logistique"),
    "boosting": _("Arbres (gradient boosting)"),
    "both": _("Moyenne des deux"),
    "kept": _("Retenu (choix compris)"),
}
_CODED = {"kind": CompanyKind, "origin_channel": OriginChannel, "buyer_type": BuyerType}


def column_words(name: str) -> str:
    """The words of a column: ours, else the label of a custom field."""
    return str(COLUMNS.get(name, name))


def value_words(name: str, value: str) -> str:
    """The value of a column as people read it."""
    if not value:
        return _now("non renseigné")
    return choice_label(_CODED[name], value) if name in _CODED else value.removesuffix(".00")


def class_words(low: int) -> str:
    """« 60 à 79 »."""
    following = [each for each in CLASSES if each > low]
    last = following[0] - 1 if following else 100
    return _now("%(low)s à %(high)s") % {"low": low, "high": last}


def score_tabs(active: str) -> list[Tab]:
    """The two ways to score, side by side, and the matrix."""
    return [
        Tab(_now("Score par règles"), reverse("scoring:page"), active=active == "rules"),
        Tab(_now("Score appris"), reverse("scoring:model"), active=active == "model"),
        Tab(_now("Matrice IPO/IPA"), reverse("matrices:targets")),
    ]
