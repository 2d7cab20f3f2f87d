"""Which reductions of an order go on the invoice of a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negoce.billing.queries.to_invoice import OrderBilled
from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.sale_lines import SaleLine, sale_amounts
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.kit.money import round_money
from negoce.orders.models import OrderLineTerms, OrderTerms

ZERO = Decimal(0)


def line_reductions_of_part(line: OrderLineTerms, now: Decimal) -> list[dict[str, str]]:
    """The reductions of a line when `now` of its quantity is invoiced after what was invoiced before.

    Percentages stay; an amount is shared so that all parts of the line come to it, to the cent.
    """
    return [
        {"kind": each["kind"], "amount": str(_share(Decimal(each["amount"]), line, now))}
        if "amount" in each
        else dict(each)
        for each in line.reductions
    ]


def _share(amount: Decimal, line: OrderLineTerms, now: Decimal) -> Decimal:
    if not line.quantity:
        return amount
    after = round_money(amount * (line.invoiced + now) / line.quantity)
    return after - round_money(amount * line.invoiced / line.quantity)


def left_reductions(
    order: OrderTerms, lines: Sequence[tuple[OrderLineTerms, Decimal]], billed: OrderBilled
) -> list[dict[str, str]]:
    """Return the reductions of the whole order that go on the part invoiced now, as they are stored.

    Percentages apply to each part as to the whole; amounts are shared in proportion to the lines; the last part
    takes what is left to the cent, so that the parts come to the order. `lines` are all those of the order, each
    with the quantity invoiced now.
    """
    if not order.reductions:
        return []
    whole = sale_amounts([line.as_sale_line() for line, _now in lines]).value.document.gross
    part = sale_amounts([_part(line, now) for line, now in lines]).value.document.gross
    is_last = all(
        line.invoiced + now == line.quantity for line, now in lines if line.kind == LineKind.ITEM.value
    )
    if is_last and billed.net:
        return _remainder(order, part, billed)
    return [_part_of(stored, part, whole) for stored in order.reductions]


def part_net(order: OrderTerms, parts: Sequence[tuple[OrderLineTerms, Decimal]]) -> Decimal:
    """Return what a part of an order comes to with its reductions, excluding VAT and shipping; nothing is asked.

    `parts` are lines with the quantity invoiced now. Of goods that came back, the reductions of the order stay out.
    """
    lines = [_part(line, now) for line, now in parts]
    gross = sale_amounts(lines).value.document.gross
    if gross <= 0 or not order.reductions:
        return gross
    off = read_reductions([_part_of(stored, gross, order.gross) for stored in order.reductions])
    return sale_amounts(lines, reductions=off).value.document.base


def _part(line: OrderLineTerms, now: Decimal) -> SaleLine:
    """The line with the quantity of now; its amounts off are those of the part."""
    off = read_reductions(line_reductions_of_part(line, now))
    return replace(line.as_sale_line(), quantity=now, reductions=off)


def _part_of(stored: dict[str, str], part: Decimal, whole: Decimal) -> dict[str, str]:
    if "amount" not in stored or not whole:
        return dict(stored)
    return {"kind": stored["kind"], "amount": str(abs(round_money(Decimal(stored["amount"]) * part / whole)))}


def _remainder(order: OrderTerms, part: Decimal, billed: OrderBilled) -> list[dict[str, str]]:
    """One reduction that brings the last part to what the order leaves; none when it leaves more than the part."""
    left = (order.net - order.shipping) - (billed.net - billed.shipping)
    off = round_money(part - left)
    return [{"kind": order.reductions[0]["kind"], "amount": str(off)}] if off > 0 else []
