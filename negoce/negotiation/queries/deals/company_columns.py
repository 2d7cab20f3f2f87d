"""Columns of the list of companies that deals know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column

K = ColumnKind
COMPANY_COLUMNS: tuple[Column, ...] = (
    Column(
        "open_deals", _("Affaires ouvertes"), K.NUMBER, path="deal_figures__open_count", aggregate="sum",
        width=110, position=210,
    ),
    Column(
        "open_deals_amount", _("Montant ouvert"), K.MONEY, path="deal_figures__open_amount", aggregate="sum",
        width=120, position=211,
    ),
)  # fmt: skip
