"""Columns and filters of the list of companies: the two indexes of a target and its priority (P7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.identity.rules.actor import Actor
from negoce.portfolio.matrices.words import QUADRANTS

K = ColumnKind


def _quadrants(_actor: Actor) -> list[tuple[str, str]]:
    return [(str(priority), str(label)) for priority, label in QUADRANTS.items()]


def quadrant_words(value: object) -> str:
    """The quadrant as the reader calls it; nothing where there is none."""
    return str(QUADRANTS[value]) if isinstance(value, int) and value in QUADRANTS else ""


TARGET_COLUMNS: tuple[Column, ...] = (
    Column(
        "target_priority", _("Priorité (IPO/IPA)"), K.CHOICE, path="target__priority", options=_quadrants,
        words=quadrant_words, width=150, position=240, sortable=False,
    ),
    Column(
        "potential_index", _("Indice de potentiel (IPO)"), K.NUMBER, path="target__potential", decimals=2,
        width=110, position=241, sortable=False, groupable=False,
    ),
    Column(
        "accessibility_index", _("Indice d’accessibilité (IPA)"), K.NUMBER, path="target__accessibility",
        decimals=2, width=110, position=242, sortable=False, groupable=False,
    ),
    Column(
        "accessible_revenue", _("CA accessible"), K.MONEY, path="target__size", width=120, position=243,
        sortable=False,
    ),
)  # fmt: skip
