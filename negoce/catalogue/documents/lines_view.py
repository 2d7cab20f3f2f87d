"""The table of lines: which columns it has, and each cell written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.catalogue.documents.labels import LABELS
from negoce.catalogue.documents.sale_document import PrintedLine, SaleDocument, SaleKind
from negoce.catalogue.documents.writing import written_price, written_quantity, written_rate
from negoce.catalogue.enums import LineKind
from negoce.kit.money import NARROW_SPACE, NO_BREAK_SPACE, format_money

ZERO = Decimal(0)


def columns_view(document: SaleDocument) -> list[dict[str, str]]:
    """Return key and label of each column after that of the words; a delivery note has no price."""
    return [{"key": key, "label": str(LABELS[label])} for key, label in _columns(document)]


def lines_view(document: SaleDocument) -> list[dict[str, object]]:
    """Return each line with its cells in the order of the columns, and the running total after it."""
    columns = [key for key, _label in _columns(document)]
    running = ZERO
    shown: list[dict[str, object]] = []
    for line in document.lines:
        running += line.net if line.counts else ZERO
        item = line.kind is LineKind.ITEM
        shown.append(
            {
                "kind": line.kind.value,
                "label": line.label,
                "code": line.code,
                "description": line.description.strip("\n"),
                "option": _option(line) if item else "",
                "off": item and not line.counts,
                "cells": [_cell(key, line, document) for key in columns] if item else [],
                "running": "" if _is_delivery(document) else _money(document, running),
            }
        )
    return shown


def _columns(document: SaleDocument) -> Sequence[tuple[str, str]]:
    if _is_delivery(document):
        columns = [("quantity", "delivered")]
        if any(line.ordered is not None for line in document.lines):
            columns.insert(0, ("ordered", "ordered"))
        if any(line.remaining is not None for line in document.lines):
            columns.append(("remaining", "remaining"))
        return columns
    columns = [("quantity", "quantity"), ("unit_price", "unit_price")]
    if any(line.reductions for line in document.lines):
        columns.append(("reductions", "reductions"))
    if not document.seller.is_vat_exempt:
        columns.append(("rate", "rate"))
    return [*columns, ("net", "net")]


def _cell(key: str, line: PrintedLine, document: SaleDocument) -> str:
    language = document.language
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
    return f"{written_quantity(quantity, language)}{NO_BREAK_SPACE}{line.unit}".strip()


def _option(line: PrintedLine) -> str:
    if not line.is_option:
        return ""
    words = str(LABELS["chosen" if line.is_chosen else "option"])
    return f"{words}{NARROW_SPACE}: {line.option_group}" if line.option_group else words


def _is_delivery(document: SaleDocument) -> bool:
    return document.kind is SaleKind.DELIVERY_NOTE


def _money(document: SaleDocument, amount: Decimal) -> str:
    return format_money(amount, document.language, document.currency)
