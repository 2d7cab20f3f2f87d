"""The sentences of the portfolio's measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Any] = {
    "prices.position": _(
        "%(paid)s € payés en 12 mois pour des produits qui valent %(base)s € aux prix de base d’aujourd’hui : "
        "%(percent)s %%."
    ),
    "prices.given": _("%(base)s € − %(paid)s € = %(given)s € d’avantages : tarifs, accords et remises."),
    "prices.no_base": _("Aucun des produits achetés n’a de prix de base."),
    "visits.margin": _("%(margin)s € de marge ÷ %(visits)s visites = %(each)s € par visite."),
    "visits.cost": _("%(visits)s visites × %(each)s € = %(cost)s € de visites."),
    "visits.net": _("%(margin)s € de marge − %(cost)s € de visites = %(net)s €."),
    "visits.none_made": _("Aucune visite n’a été faite : une visite n’a pas encore de coût."),
    "visits.cost_below_zero": _("%(cost)s € : un coût ne descend pas sous zéro."),
    "wallet.share": _("%(sales)s € vendus ÷ %(purchases)s € d’achats = %(share)s %%."),
    "wallet.potential": _(
        "%(accessible)s %% de %(purchases)s € = %(reach)s € accessibles ; il en reste %(left)s € à gagner."
    ),
    "wallet.no_purchases": _("Le total de leurs achats n’est pas connu : notez-le pour voir notre part."),
    "wallet.accessible_out_of_range": _("%(accessible)s %% : une part va de 0 à 100 %%."),
}
