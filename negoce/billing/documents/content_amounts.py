"""The lines and the amounts of a fixed content, added up again by the one function that adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from negoce.billing.enums import DocumentKind
from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine, sale_amounts
from negoce.catalogue.rules.stored_amounts import read_reductions, read_vat
from negoce.catalogue.rules.totals import VatGroup


def content_amounts(content: Mapping[str, Any]) -> SaleAmounts:
    """Return the amounts of a content, one net a line. Raises CannotWork as `sale_amounts` does."""
    told = content["amounts"]
    rate = told["shipping_vat_rate"]
    return sale_amounts(
        [_sale_line(line) for line in content["lines"]],
        reductions=read_reductions(told["reductions"]),
        shipping=Decimal(told["shipping"]),
        shipping_vat=None if rate is None else VatGroup(VatCategory.STANDARD, Decimal(rate)),
        vat_told=read_vat(told["vat_table"]) if content["kind"] == DocumentKind.CREDIT_NOTE.value else (),
    ).value


def disagreement(content: Mapping[str, Any], amounts: SaleAmounts) -> str:
    """Return the name of the first amount of a content that its lines do not come to; empty when all agree."""
    told = content["amounts"]
    right = {
        "gross": amounts.document.gross,
        "net_commercial": amounts.document.net_commercial,
        "cash_discount": amounts.document.cash_discount,
        "net": amounts.document.base,
        "vat": amounts.document.vat,
        "incl_vat": amounts.document.incl_vat,
    }
    for name, value in right.items():
        if Decimal(told[name]) != value:
            return name
    nets = zip(content["lines"], amounts.line_nets, strict=True)
    return "lines" if any(Decimal(line["net"]) != net for line, net in nets) else ""


def group_of(line: Mapping[str, Any]) -> VatGroup:
    """The VAT group of a line of a content."""
    return VatGroup(VatCategory(line["vat_category"]), Decimal(line["vat_rate"]))


def counted(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines that count: neither titles nor notes."""
    return [line for line in lines if line["kind"] == LineKind.ITEM.value]


def _sale_line(line: Mapping[str, Any]) -> SaleLine:
    return SaleLine(
        kind=LineKind(line["kind"]),
        quantity=Decimal(line["quantity"]),
        unit_price=Decimal(line["unit_price"]),
        vat=group_of(line),
        reductions=read_reductions(line["reductions"]),
    )
