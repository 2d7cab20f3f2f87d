"""The tables of an answer: the schedule of a loan, VAT by rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.money import NARROW_SPACE, format_decimal, format_money
from negoce.ui.components.tables import TableColumn

_MONEY, _NUMBER, _RATE = "money", "number", "rate"
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
}


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table in words."""

    title: str
    columns: Sequence[TableColumn]
    lines: Sequence[Sequence[str]]


def tables_of(results: Mapping[str, object], language: str) -> list[ResultTable]:
    """The tables that the results hold, in words."""
    found = []
    for key, (title, columns) in _TABLES.items():
        rows = results.get(key)
        if not isinstance(rows, list) or not rows:
            continue
        heads = [TableColumn(str(label), numeric=True) for _name, label, _unit in columns]
        lines = [[_written(row[name], unit, language) for name, _label, unit in columns] for row in rows]
        found.append(ResultTable(str(title), heads, lines))
    return found


def _written(value: Decimal | int, unit: str, language: str) -> str:
    if unit == _MONEY:
        return format_money(Decimal(value), language)
    if unit == _RATE:
        number = Decimal(value)
        decimals = max(0, -int(number.normalize().as_tuple().exponent))
        return format_decimal(number, language, min(decimals, 6)) + (
            f"{NARROW_SPACE}%" if language == "fr" else "%"
        )
    return format_decimal(value, language)
