"""What the facts of a conclusion are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.negotiation.enums import ConclusionFact

FACTS: Mapping[str, Any] = {
    ConclusionFact.ASKS_DELIVERY.value: _("Demande quand il sera livré"),
    ConclusionFact.ASKS_PAYMENT.value: _("Demande comment il paiera"),
    ConclusionFact.ASKS_SERVICE.value: _("Demande ce qui se passe après l’achat"),
    ConclusionFact.ASKS_REFERENCES.value: _("Demande qui l’utilise déjà"),
    ConclusionFact.ASKS_LAST_EFFORT.value: _("Demande un dernier effort"),
    ConclusionFact.BACK_ON_DETAIL.value: _("Revient sur un détail ou un avantage"),
    ConclusionFact.SPEAKS_AS_OWNER.value: _("Parle comme s’il l’avait déjà"),
    ConclusionFact.ASKS_A_COLLEAGUE.value: _("Demande l’avis d’un collègue"),
    ConclusionFact.SUMMARISED.value: _("L’accord est reformulé point par point"),
    ConclusionFact.COPY_LEFT.value: _("Un exemplaire lui est laissé"),
    ConclusionFact.REASSURED.value: _("Son choix est conforté"),
    ConclusionFact.NAMES_ASKED.value: _("Des recommandations sont demandées"),
    ConclusionFact.THANKED.value: _("Il est remercié"),
    ConclusionFact.NO_NEXT_STEP.value: _("Aucune suite"),
}
