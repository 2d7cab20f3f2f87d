"""The words of the thresholds of the life cycle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

THRESHOLD_LABELS: Mapping[str, Any] = {
    "default_cadence_days": _("Cadence supposée avant trois commandes"),
    "dormant_days": _("Dormant après, au moins"),
    "dormant_cadences": _("Dormant après, en cadences"),
    "lost_days": _("Perdu après, au moins"),
    "lost_cadences": _("Perdu après, en cadences"),
    "regular_variation": _("Régulier jusqu’à une variation de"),
    "few_orders": _("Dormant aussi sous"),
    "few_orders_months": _("Comptés sur les derniers"),
    "ambassador_months": _("Ambassadeur si une recommandation a abouti depuis moins de"),
}
THRESHOLD_UNITS: Mapping[str, Any] = {
    "default_cadence_days": _("jours"),
    "dormant_days": _("jours"),
    "dormant_cadences": _("fois sa cadence"),
    "lost_days": _("jours"),
    "lost_cadences": _("fois sa cadence"),
    "regular_variation": _("écart type ÷ moyenne"),
    "few_orders": _("jours de commande"),
    "few_orders_months": pgettext_lazy("unité", "mois"),
    "ambassador_months": pgettext_lazy("unité", "mois"),
}
THRESHOLD_NOTES: Mapping[str, Any] = {
    "few_orders": _("0 : ce second déclencheur est éteint."),
}
THRESHOLD_MESSAGES: Mapping[str, Any] = {
    "threshold.unreadable": _("Écrivez un nombre, comme 60 ou 2,5."),
    "threshold.out_of_bounds": _("De %(least)s à %(most)s."),
    "threshold.whole": _("Un nombre entier est attendu."),
    "threshold.decimals": _("%(decimals)s décimales au plus."),
    "threshold.lost_before_dormant": _(
        "Un client n’est pas perdu avant d’être dormant : %(dormant)s au moins."
    ),
}
