"""The sentences of the forecast: what a deal adds, where the chance of a step comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FORECAST_MESSAGES: Mapping[str, Any] = {
    "deal.adds_all": _("Rien n’était attendu de ce client dans ces familles : tout s’ajoute."),
    "deal.adds_a_part": _(
        "Ce client doit déjà commander %(already)s € dans le trimestre de la conclusion : gagner ajoute %(adds)s €."
    ),
    "deal.adds_nothing": _(
        "Ce client doit déjà commander autant dans le trimestre de la conclusion : rien ne s’ajoute."
    ),
    "odds.learned": _(
        "(%(won)s gagnées + %(weight)s × %(prior)s %%) ÷ (%(closed)s closes + %(weight)s) = %(percent)s %%."
    ),
    "odds.few": _("Peu de données : %(closed)s closes, il en faut %(few)s ; le point de départ vaut."),
    "odds.prior": _("Peu de données : aucune affaire close n’est passée par là ; le point de départ vaut."),
}
