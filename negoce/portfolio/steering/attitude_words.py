"""The steps of the pyramid of attitudes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import AttitudeLevel

LEVELS: Mapping[str, Any] = {
    AttitudeLevel.NONE: _("Aucun échange"),
    AttitudeLevel.INTEREST: _("Intérêt"),
    AttitudeLevel.CURIOSITY: _("Curiosité"),
    AttitudeLevel.FIRST_PURCHASE: _("Premier achat"),
    AttitudeLevel.REPURCHASE: _("Réachat satisfait"),
    AttitudeLevel.ATTACHMENT: _("Attachement"),
    AttitudeLevel.ENGAGEMENT: _("Engagement"),
}
PROOFS: Mapping[str, Any] = {
    AttitudeLevel.INTEREST: _("un échange avec un contact"),
    AttitudeLevel.CURIOSITY: _("une demande d’information ou de devis"),
    AttitudeLevel.FIRST_PURCHASE: _("une commande"),
    AttitudeLevel.REPURCHASE: _("une deuxième commande, sans réclamation ouverte"),
    AttitudeLevel.ATTACHMENT: _("deux ans d’achats, ou deux familles de produits"),
    AttitudeLevel.ENGAGEMENT: _("une recommandation devenue cliente, ou un témoignage publié"),
}
