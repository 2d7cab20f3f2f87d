"""The words of people's rights: their requests, their delays, the register of processing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import RightsKind, RightsState

PRIVACY_LABELS: Mapping[type[StrEnum], Mapping[str, Any]] = {
    RightsKind: {
        RightsKind.ACCESS: _("Accès à ses données"),
        RightsKind.RECTIFICATION: _("Rectification"),
        RightsKind.ERASURE: _("Effacement"),
        RightsKind.OPPOSITION: _("Opposition"),
        RightsKind.PORTABILITY: _("Portabilité"),
        RightsKind.LIMITATION: _("Limitation du traitement"),
    },
    RightsState: {
        RightsState.OPEN: _("À traiter"),
        RightsState.DONE: _("Satisfaite"),
        RightsState.REFUSED: _("Refusée"),
        RightsState.WITHDRAWN: _("Retirée par la personne"),
    },
}
RIGHTS_MESSAGES: Mapping[str, Any] = {
    "rights.due": _("Un mois après la réception, le %(day)s (RGPD, art. 12.3)."),
    "rights.due_complex": _(
        "Demande complexe\u00a0: un mois, et deux de plus, après la réception le %(day)s (RGPD, art. 12.3)."
    ),
}
