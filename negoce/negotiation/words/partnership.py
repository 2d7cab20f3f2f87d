"""What kinds, aims and sides of partnerships are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.negotiation.enums import BroughtBy, PartnershipAim, PartnershipKind
from negoce.negotiation.rules.partnerships import days_left

KINDS: Mapping[str, Any] = {
    PartnershipKind.HORIZONTAL: _("Horizontal : même métier"),
    PartnershipKind.VERTICAL: _("Vertical : fournisseur, revendeur, prescripteur"),
}
SHORT_KINDS: Mapping[str, Any] = {
    PartnershipKind.HORIZONTAL: _("Horizontal"),
    PartnershipKind.VERTICAL: _("Vertical"),
}
AIMS: Mapping[str, Any] = {
    PartnershipAim.REVENUE: _("Chiffre d’affaires"),
    PartnershipAim.AWARENESS: _("Notoriété"),
    PartnershipAim.COST: _("Baisse des coûts"),
    PartnershipAim.KNOW_HOW: _("Savoir-faire partagé"),
}
BROUGHT: Mapping[str, Any] = {
    BroughtBy.PARTNER: _("le partenaire"),
    BroughtBy.US: _("nous"),
}


def end_words(ends_on: date | None, today: date) -> str:
    """When the contract ends, counted from today."""
    left = days_left(ends_on, today)
    if left is None:
        return _now("sans terme")
    if left < 0:
        return _now("terminé")
    if left == 0:
        return _now("se termine aujourd’hui")
    return ngettext("se termine dans %(days)s jour", "se termine dans %(days)s jours", left) % {"days": left}


def alarm_subject(name: str) -> str:
    """What the task of the end of a contract asks."""
    return _now("Préparer la fin du partenariat « %(name)s » : bilan, renouvellement ou sortie") % {
        "name": name
    }
