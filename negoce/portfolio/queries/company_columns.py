"""Columns of the list of companies that the portfolio knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import ParetoClass

K = ColumnKind


def _classes(_actor: Actor) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in ParetoClass]


# Scores of R-F8's, from 1 to 5.
_NOTES = (
    ("rfm_recency", _("Note de récence")),
    ("rfm_frequency", _("Note de fréquence")),
    ("rfm_money", _("Note de montant")),
)

COMPANY_COLUMNS: tuple[Column, ...] = (
    Column(
        "revenue_class", _("Classe ABC (CA)"), K.CHOICE, path="rank__revenue_class", options=_classes,
        width=90, position=220, sortable=False,
    ),
    Column(
        "margin_class", _("Classe ABC (marge)"), K.CHOICE, path="rank__margin_class", options=_classes,
        group=FieldGroup.MARGIN, width=90, position=221, sortable=False,
    ),
    Column(
        "revenue_rank", _("Rang (CA)"), K.NUMBER, path="rank__revenue_rank", width=90, position=222,
        sortable=False,
    ),
    Column(
        "p_alive", _("Probabilité d’être encore client (0 à 1)"), K.NUMBER, path="life__p_alive", decimals=2,
        width=110, position=210, sortable=False, groupable=False,
    ),
    Column(
        "value_36_months", _("Valeur à 36 mois"), K.MONEY, path="life__value_36_months",
        group=FieldGroup.MARGIN, width=120, position=211,
    ),
    Column(
        "next_order_on", _("Prochaine commande attendue"), K.DATE, path="life__next_order_on", width=130,
        position=212,
    ),
    *(
        Column(key, label, K.NUMBER, path=f"life__{key}", width=90, position=position, sortable=False)
        for position, (key, label) in enumerate(_NOTES, start=223)
    ),
)  # fmt: skip
