"""The tables of an answer: the schedule of a loan, VAT by rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.money import NARROW_SPACE, format_decimal, format_money
from negoce.ui.components.tables import TableColumn

_MONEY, _NUMBER, _RATE, _TEXT, _NOTE = "money", "number", "rate", "text", "note"
_TABLES: Mapping[str, tuple[Any, Sequence[tuple[str, Any, str]]]] = {
    "schedule": (
        _("Tableau d’amortissement"),
        (
            ("number", _("N°"), _NUMBER),
            ("payment", _("Échéance"), _MONEY),
            ("interest", _("Intérêts"), _MONEY),
            ("principal", _("Capital remboursé"), _MONEY),
            ("balance", _("Reste dû"), _MONEY),
        ),
    ),
    "vat_by_rate": (
        _("TVA par taux"),
        (("rate", _("Taux"), _RATE), ("base", _("Base HT"), _MONEY), ("vat", _("TVA"), _MONEY)),
    ),
    "price_notes": (
        _("Notes du prix"),
        (("offer", _("Offre"), _TEXT), ("price", _("Prix HT"), _MONEY), ("note", _("Note du prix"), _NOTE)),
    ),
    "winning": (
        _("Prix le plus haut qui gagne"),
        (
            ("name", _("Contre"), _TEXT),
            ("price", _("Prix HT"), _MONEY),
            ("margin", _("Marge"), _MONEY),
            ("rate", _("Marge sur le prix"), _RATE),
        ),
    ),
    "grid": (
        _("Classement"),
        (("rank", _("Rang"), _NUMBER), ("offer", _("Offre"), _TEXT), ("total", _("Note totale"), _NOTE)),
    ),
    "simulation": (
        _("Coûts par scénario"),
        (
            ("scenario", _("Scénario de quantités"), _TEXT),
            ("rank", _("Rang"), _NUMBER),
            ("supplier", _("Fournisseur"), _TEXT),
            ("cost", _("Coût HT"), _MONEY),
        ),
    ),
}


NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure or a name, in words."""

    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table in words."""

    title: str
    columns: Sequence[TableColumn]
    lines: Sequence[Sequence[Cell]]


def tables_of(results: Mapping[str, object], language: str) -> list[ResultTable]:
    """The tables that the results hold, in words."""
    found = []
    for key, (title, columns) in _TABLES.items():
        rows = results.get(key)
        if not isinstance(rows, list) or not rows:
            continue
        heads = [TableColumn(str(label), numeric=unit != _TEXT) for _name, label, unit in columns]
        lines = [
            [Cell(_written(row[name], unit, language), unit != _TEXT) for name, _label, unit in columns]
            for row in rows
        ]
        found.append(ResultTable(str(title), heads, lines))
    return found


def _written(value: Decimal | int | str | None, unit: str, language: str) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if unit == _NOTE:
        return format_decimal(Decimal(value), language, max(2, _decimals(Decimal(value))))
    if unit == _MONEY:
        return format_money(Decimal(value), language)
    if unit == _RATE:
        number = Decimal(value)
        return format_decimal(number, language, min(_decimals(number), 6)) + (
            f"{NARROW_SPACE}%" if language == "fr" else "%"
        )
    return format_decimal(value, language)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))
