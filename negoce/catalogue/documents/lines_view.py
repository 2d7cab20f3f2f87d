"""The table of lines: which columns it has, and each cell written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.catalogue.documents.labels import LABELS
from negoce.catalogue.documents.sale_document import PrintedLine, SaleDocument, SaleKind
from negoce.catalogue.documents.units import printed_unit
from negoce.catalogue.documents.writing import colon, written_price, written_quantity, written_rate
from negoce.catalogue.enums import LineKind
from negoce.kit.money import NO_BREAK_SPACE, format_money
from negoce.kit.printable import breakable

ZERO = Decimal(0)
# Millimetres: the narrowest and widest a column may be.
_BOUNDS = {
    "code": (15.0, 23.0),
    "quantity": (17.0, 31.0),
    "unit_price": (22.0, 34.0),
    "reductions": (15.0, 26.0),
    "rate": (12.0, 14.0),
    "net": (22.0, 36.0),
    "ordered": (20.0, 30.0),
    "remaining": (22.0, 30.0),
}
_MM_PER_CHARACTER, _MM_AROUND = 1.6, 3.0
_CODE = 12


def columns_view(document: SaleDocument) -> list[dict[str, object]]:
    """Return key, label and width (mm; 0 for what is left) of each column; a delivery note has no price."""
    return [
        {"key": key, "label": str(LABELS[label]), "width": _width(key, document)}
        for key, label in _columns(document)
    ]


def lines_view(document: SaleDocument) -> list[dict[str, object]]:
    """Return each line with its cells in the order of the columns, and the running total after it."""
    columns = [key for key, _label in _columns(document)]
    running = ZERO
    shown: list[dict[str, object]] = []
    for line in document.lines:
        running += line.net if line.counts else ZERO
        item = line.kind is LineKind.ITEM
        cells = [{"key": key, "text": _cell(key, line, document)} for key in columns] if item else []
        shown.append(
            {
                "kind": line.kind.value,
                "label": line.label,
                "description": line.description.strip("\n"),
                "option": _option(line, document.language) if item else "",
                "off": item and not line.counts,
                "cells": cells,
                "running": "" if _is_delivery(document) else _money(document, running),
            }
        )
    return shown


def _columns(document: SaleDocument) -> Sequence[tuple[str, str]]:
    columns = [("words", "item")]
    if any(line.code for line in document.lines):
        columns.insert(0, ("code", "code"))
    if _is_delivery(document):
        if any(line.ordered is not None for line in document.lines):
            columns.append(("ordered", "ordered"))
        columns.append(("quantity", "delivered"))
        if any(line.remaining is not None for line in document.lines):
            columns.append(("remaining", "remaining"))
        return columns
    columns += [("quantity", "quantity"), ("unit_price", "unit_price")]
    if any(line.reductions for line in document.lines):
        columns.append(("reductions", "reductions"))
    if not document.seller.is_vat_exempt:
        columns.append(("rate", "vat"))
    return [*columns, ("net", "net")]


def _width(key: str, document: SaleDocument) -> float:
    """As wide as its longest cell needs, between two bounds: amounts of millions do not run into each other."""
    if key == "words":
        return 0
    least, most = _BOUNDS[key]
    longest = max((len(_cell(key, line, document)) for line in document.lines), default=0)
    return min(most, max(least, round(longest * _MM_PER_CHARACTER + _MM_AROUND, 1)))


def _cell(key: str, line: PrintedLine, document: SaleDocument) -> str:
    if line.kind is not LineKind.ITEM or key == "words":
        return ""
    language = document.language
    if key == "code":
        return breakable(line.code) if len(line.code) > _CODE else line.code
    if key == "unit_price":
        return written_price(line.unit_price, language, document.currency)
    if key == "reductions":
        return line.reductions
    if key == "rate":
        return "" if line.vat_rate is None else written_rate(line.vat_rate, language)
    if key == "net":
        written = _money(document, line.net)
        return written if line.counts else f"({written})"
    quantity = {"quantity": line.quantity, "ordered": line.ordered, "remaining": line.remaining}[key]
    if quantity is None:
        return ""
    written, unit = written_quantity(quantity, language), printed_unit(line.unit, quantity)
    return f"{written}{' ' if len(written + unit) > _CODE else NO_BREAK_SPACE}{unit}".strip()


def _option(line: PrintedLine, language: str) -> str:
    if not line.is_option:
        return ""
    words = str(LABELS["chosen" if line.is_chosen else "option"])
    return f"{words}{colon(language)}{line.option_group}" if line.option_group else words


def _is_delivery(document: SaleDocument) -> bool:
    return document.kind is SaleKind.DELIVERY_NOTE


def _money(document: SaleDocument, amount: Decimal) -> str:
    return format_money(amount, document.language, document.currency)
