"""What parameters are called on screen, and the sentences of what their rules refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.parameters.enums import ParameterKey

LABELS: Mapping[ParameterKey, Any] = {
    ParameterKey.CENTRAL_BANK_RATE: _("Taux de refinancement de la BCE"),
    ParameterKey.LEGAL_RATE: _("Taux d’intérêt légal (professionnels)"),
    ParameterKey.RECOVERY_FEE: _("Indemnité forfaitaire de recouvrement"),
    ParameterKey.GIFT_VAT_CEILING: _("Plafond des cadeaux à TVA déductible"),
    ParameterKey.GIFT_STATEMENT_CEILING: _("Seuil de déclaration des cadeaux"),
    ParameterKey.SIMPLIFIED_RECEIPT_CEILING: _("Plafond du reçu simplifié"),
    ParameterKey.MARGIN_FLOOR: _("Marge plancher d’un devis"),
    ParameterKey.VISIT_COST: _("Coût d’une visite"),
    ParameterKey.DIFFERENCE_CEILING: _("Plafond d’un écart de règlement"),
}
NOTES: Mapping[ParameterKey, Any] = {
    ParameterKey.CENTRAL_BANK_RATE: _(
        "Au 1er janvier et au 1er juillet : plus 10 points, les pénalités de retard ; plus 8, les intérêts"
        " dus par un acheteur public."
    ),
    ParameterKey.LEGAL_RATE: _("Trois fois ce taux : le plancher des pénalités prévues au contrat."),
    ParameterKey.RECOVERY_FEE: _("Due pour chaque facture payée en retard par un professionnel."),
    ParameterKey.GIFT_VAT_CEILING: _("Par personne et par an, toutes taxes et port compris."),
    ParameterKey.GIFT_STATEMENT_CEILING: _("Au-delà dans l’année : relevé des frais généraux."),
    ParameterKey.SIMPLIFIED_RECEIPT_CEILING: _(
        "Hors taxes ; au-delà, il faut une facture au nom de l’entreprise."
    ),
    ParameterKey.MARGIN_FLOOR: _("En dessous, un devis attend l’accord d’un responsable."),
    ParameterKey.VISIT_COST: _(
        "Le coût annuel d’un commercial divisé par les visites qu’il fait dans l’année."
    ),
    ParameterKey.DIFFERENCE_CEILING: _(
        "Ce qui peut être soldé sans avoir sur une facture presque payée : un arrondi, des frais retenus par la banque."
        " 5 € au départ : le réclamer coûterait plus."
    ),
}
MESSAGES: Mapping[str, Any] = {
    "parameter.missing": _(
        "Aucune valeur de « %(label)s » ne vaut au %(day)s. Ajoutez-la dans les réglages."
    ),
    "parameter.missing_half_year": _(
        "« %(label)s » n’est pas publié pour le semestre %(half)s de %(year)s : rien n’est extrapolé."
        " Ajoutez ce taux dans les réglages dès sa publication."
    ),
}
