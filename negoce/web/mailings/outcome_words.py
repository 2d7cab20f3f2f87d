"""What became of the messages of a mailing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

OUTCOME_WORDS: Mapping[str, Any] = {
    "waiting": _("En attente"),
    "sent": _("Acceptés par le serveur"),
    "in_doubt": _("Incertains"),
    "hard": _("Adresse qui n’existe pas"),
    "soft": _("Revenus pour une autre raison"),
    "failed": _("Échecs"),
    "refused": _("Opposés entre-temps"),
    "cancelled": _("Arrêtés avant le départ"),
    "gone": _("Effacés depuis"),
}
OUTCOME_NOTES: Mapping[str, Any] = {
    "in_doubt": _("Interrompus entre la remise et la réponse du serveur : jamais renvoyés d’eux-mêmes."),
    "hard": _("Ces adresses ne sont plus sollicitées tant qu’elles ne changent pas."),
    "soft": _("Boîte pleine, message trop gros, refus passager."),
    "refused": _("La règle est relue au moment du départ."),
}
OUTCOME_TONES: Mapping[str, str] = {
    "waiting": "info",
    "sent": "good",
    "in_doubt": "warn",
    "hard": "bad",
    "soft": "warn",
    "failed": "bad",
    "refused": "",
    "cancelled": "",
    "gone": "",
}
