"""What kinds, moves and conditions of sales aids are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.negotiation.enums import AidCondition, AidKind, AidMoveReason

KINDS: Mapping[str, Any] = {
    AidKind.ADMINISTRATIVE.value: _("Document administratif"),
    AidKind.DISCOVERY_PLAN.value: _("Plan de découverte"),
    AidKind.BROCHURE.value: _("Plaquette, catalogue"),
    AidKind.SAMPLE.value: _("Échantillon"),
    AidKind.TESTER.value: _("Testeur, matériel d’essai"),
    AidKind.DISPLAY.value: _("Présentoir (PLV)"),
    AidKind.SIGN.value: _("Affichage (ILV)"),
    AidKind.CARD.value: _("Carte de visite"),
}
REASONS: Mapping[str, Any] = {
    AidMoveReason.RECEIVED.value: pgettext_lazy("mouvement", "Reçu"),
    AidMoveReason.GIVEN.value: pgettext_lazy("mouvement", "Donné"),
    AidMoveReason.LENT.value: pgettext_lazy("mouvement", "Prêté"),
    AidMoveReason.RETURNED.value: pgettext_lazy("mouvement", "Rendu"),
    AidMoveReason.BROKEN.value: pgettext_lazy("mouvement", "Rendu inutilisable"),
    AidMoveReason.LOST.value: pgettext_lazy("mouvement", "Perdu"),
    AidMoveReason.MOVED.value: pgettext_lazy("mouvement", "Changé de lieu"),
    AidMoveReason.COUNTED.value: pgettext_lazy("mouvement", "Compté"),
}
CONDITIONS: Mapping[str, Any] = {
    AidCondition.GOOD.value: pgettext_lazy("état", "En bon état"),
    AidCondition.WORN.value: pgettext_lazy("état", "Usé, utilisable"),
    AidCondition.BROKEN.value: pgettext_lazy("état", "Inutilisable"),
    AidCondition.LOST.value: pgettext_lazy("état", "Perdu"),
}
PROPOSED: Mapping[str, Any] = {
    "aid.product": _("d’un produit proposé"),
    "aid.first_meeting": _("pour une première rencontre"),
}
