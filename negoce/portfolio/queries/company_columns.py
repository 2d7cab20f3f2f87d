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
)  # fmt: skip
