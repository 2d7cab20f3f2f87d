"""The season of a fit in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.kit.money import format_percent
from negoce.portfolio.models import ForesightFit
from negoce.web.orders.figures import language

_FLAT = 1e-6


def season_words(fit: ForesightFit) -> str:
    """« Saison lue dans vos commandes : +14 % dans les 90 jours à venir. »"""
    season = fit.reason.get("season")
    if not season:
        return ""
    if max(season["months"]) - min(season["months"]) < _FLAT:
        return _("Aucune saison : vos commandes n’en disent pas assez, et aucune n’est déclarée.")
    change = season["ratio"] - 1
    said = (
        _("Saison lue dans vos commandes : %(change)s dans les 90 jours à venir par rapport aux 90 derniers.")
        if season["own"]
        else _("Saison déclarée : %(change)s dans les 90 jours à venir par rapport aux 90 derniers.")
    )
    return said % {"change": signed_percent(change)}


def signed_percent(share: float) -> str:
    """« +14 % »"""
    written = format_percent(Decimal(str(round(share, 4))), language())
    return f"+{written}" if share > 0 else written
