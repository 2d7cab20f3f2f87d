"""The lines below the table: reductions, base, VAT by rate, total and what is left to pay."""

from __future__ import annotations

from decimal import Decimal

from negoce.catalogue.documents.labels import LABELS, VAT_CATEGORIES
from negoce.catalogue.documents.sale_document import PrintedAmounts, SaleDocument
from negoce.catalogue.documents.writing import written_rate
from negoce.catalogue.rules.totals import VatSubtotal
from negoce.kit.money import format_money

Row = dict[str, str]


def totals_view(document: SaleDocument, printed: PrintedAmounts) -> list[Row]:
    """Return the rows of the totals: label, value and `plain`, `strong` or `due`."""
    rows = [*_before_tax(document, printed), *_taxes(document, printed)]
    if not printed.deductions:
        return [*rows, _row(document, "incl_vat", printed.amounts.incl_vat, "due")]
    rows.append(_row(document, "incl_vat", printed.amounts.incl_vat, "strong"))
    rows += [_named(document, label, -amount) for label, amount in printed.deductions]
    return [*rows, _row(document, "due", printed.due, "due")]


def vat_view(document: SaleDocument, printed: PrintedAmounts) -> list[list[str]]:
    """Return rate, base and VAT of each group; nothing when there is one rate, which the totals name."""
    groups = printed.amounts.subtotals
    if len(groups) < 2:
        return []
    return [
        [_rate(document, each), _money(document, each.base), _money(document, each.vat)] for each in groups
    ]


def _before_tax(document: SaleDocument, printed: PrintedAmounts) -> list[Row]:
    amounts = printed.amounts
    rows: list[Row] = []
    if amounts.reductions or amounts.shipping:
        rows.append(_row(document, "gross", amounts.gross))
    trade = [*amounts.reductions]
    labels = [*printed.reduction_labels, *([str(LABELS["reduction"])] * len(trade))]
    early = amounts.cash_discount
    for place, (label, off) in enumerate(zip(labels, trade, strict=False)):
        if early and place and place == len(trade) - 1:
            # The discount for paying at once comes last, on what the trade reductions left (R-C1).
            rows.append(_row(document, "net_commercial", amounts.net_commercial))
        rows.append(_named(document, label, -off))
    if amounts.shipping:
        rows.append(_row(document, "shipping", amounts.shipping))
    return [*rows, _row(document, "base", amounts.base, "strong")]


def _taxes(document: SaleDocument, printed: PrintedAmounts) -> list[Row]:
    groups = printed.amounts.subtotals
    if document.seller.is_vat_exempt:
        return [{"label": str(LABELS["no_vat"]), "value": "", "level": "plain"}]
    if len(groups) == 1:
        label = f"{LABELS['vat']} {_rate(document, groups[0])}"
        return [_named(document, label, groups[0].vat)]
    return [_row(document, "vat_total", printed.amounts.vat)]


def _rate(document: SaleDocument, group: VatSubtotal) -> str:
    words = VAT_CATEGORIES.get(group.group.category)
    return written_rate(group.group.rate, document.language) if words is None else str(words)


def _row(document: SaleDocument, key: str, amount: Decimal, level: str = "plain") -> Row:
    return {"label": str(LABELS[key]), "value": _money(document, amount), "level": level}


def _named(document: SaleDocument, label: str, amount: Decimal) -> Row:
    return {"label": label, "value": _money(document, amount), "level": "plain"}


def _money(document: SaleDocument, amount: Decimal) -> str:
    return format_money(amount, document.language, document.currency)
