"""What is said of the seller's identity: what is wrong with what was typed, and what documents lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.words import MESSAGES
from negoce.companies.words.findings import MESSAGES as VALUE_MESSAGES
from negoce.kit.explain import Finding
from negoce.ui.words.say import say as say_with

SELLER_MESSAGES: Mapping[str, Any] = {
    "seller.iban": _("« %(text)s » n’est pas un IBAN : sa clé ou sa longueur est fausse."),
    "seller.bic": _("« %(text)s » n’est pas un BIC : il a 8 ou 11 caractères."),
    "seller.colour": _("« %(text)s » n’est pas une couleur : écrivez par exemple #1f5f4a."),
    "seller.colour_pale": _(
        "Cette couleur ne se lit pas sur le papier : son contraste avec le blanc est de %(contrast)s, il en faut"
        " %(least)s. Choisissez-la plus foncée."
    ),
    "seller.late_rate": _("« %(text)s » : un taux de pénalité va de plus de 0 à 100 %% l’an."),
    "seller.late_rate_low": _(
        "La loi veut au moins trois fois l’intérêt légal : %(least)s %% aujourd’hui (C. com. L441-10 II)."
    ),
    "seller_missing.name": _("La dénomination"),
    "seller_missing.address": _("L’adresse : rue, code postal et ville"),
    "seller_missing.siren": _("Le SIREN"),
    "seller_missing.register_town": _("La ville du registre (RCS ou RM)"),
    "seller_missing.legal_form": _("La forme juridique"),
    "seller_missing.capital": _("Le capital social"),
    "seller_missing.vat_number": _("Le numéro de TVA, ou la franchise en base"),
    "seller_missing.iban": _("L’IBAN : vos clients ne sauront pas où virer"),
}
_ALL = {**VALUE_MESSAGES, **MESSAGES, **SELLER_MESSAGES}


def say_seller(finding: Finding) -> str:
    """The sentence of a finding on the seller's identity."""
    return say_with(finding, _ALL)
