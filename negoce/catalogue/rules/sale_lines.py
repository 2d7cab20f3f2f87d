"""The lines of a quote, an order or an invoice: what they come to, what they cost and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.reductions import Reduction, cascade
from negoce.catalogue.rules.totals import AmountLine, DocumentAmounts, VatGroup, VatSubtotal, document_amounts
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Worked

HUNDRED = Decimal(100)
ZERO = Decimal(0)
RATE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line: a product or a free label with its price, or a title or a note, which count for nothing.

    `unit_price` and `unit_cost` in euros excluding VAT; `reductions` are taken one after the other on quantity ×
    price. An option counts only when `is_chosen`.
    """

    kind: LineKind
    quantity: Decimal = ZERO
    unit_price: Decimal = ZERO
    vat: VatGroup | None = None
    reductions: tuple[Reduction, ...] = ()
    unit_cost: Decimal | None = None
    is_option: bool = False
    is_chosen: bool = True

    @property
    def counts(self) -> bool:
        """Whether the line is part of the totals."""
        return self.kind is LineKind.ITEM and (self.is_chosen or not self.is_option)


@dataclass(frozen=True, slots=True)
class Margin:
    """Cost and margin in euros; `rate` in percent points of the net, None without a net.

    `uncosted` counts the lines whose cost is not known: their cost is left out, so that the margin is at most this.
    """

    net: Decimal
    cost: Decimal
    margin: Decimal
    rate: Decimal | None
    uncosted: int


@dataclass(frozen=True, slots=True)
class SaleAmounts:
    """The amounts of a document. `line_nets` has one entry a line, also for titles (0) and options not chosen."""

    line_nets: tuple[Decimal, ...]
    line_reductions: tuple[Decimal, ...]
    document: DocumentAmounts
    margin: Margin


def sale_amounts(
    lines: Sequence[SaleLine],
    *,
    reductions: Sequence[Reduction] = (),
    shipping: Decimal = ZERO,
    shipping_vat: VatGroup | None = None,
    shipping_cost: Decimal = ZERO,
    vat_told: Sequence[VatSubtotal] = (),
) -> Worked[SaleAmounts]:
    """Add up a document of sale; the margin is what is left of the net financial after the known costs.

    Shipping enters the margin with its own cost; `vat_told` as in `document_amounts`. Raises CannotWork as it does,
    and for a line without VAT.
    """
    amount_lines = [_amount_line(line) if line.kind is LineKind.ITEM else None for line in lines]
    counted = [each for line, each in zip(lines, amount_lines, strict=True) if each and line.counts]
    worked = document_amounts(
        counted, reductions=reductions, shipping=shipping, shipping_vat=shipping_vat, vat_told=vat_told
    )
    amounts = SaleAmounts(
        line_nets=tuple(_net(each) for each in amount_lines),
        line_reductions=tuple(each.allowances if each else ZERO for each in amount_lines),
        document=worked.value,
        margin=_margin(lines, worked.value, shipping_cost),
    )
    return Worked(amounts, worked.steps, worked.findings)


def variant(lines: Sequence[SaleLine], chosen: frozenset[int]) -> tuple[SaleLine, ...]:
    """Return the lines with the options at these positions chosen and the other options not."""
    return tuple(
        replace(line, is_chosen=place in chosen) if line.is_option else line
        for place, line in enumerate(lines)
    )


def _amount_line(line: SaleLine) -> AmountLine:
    if line.vat is None:
        raise CannotWork("line.no_vat")
    gross = round_money(line.quantity * line.unit_price)
    off = sum(cascade(gross, line.reductions).value.taken, ZERO)
    return AmountLine(line.quantity, line.unit_price, line.vat, allowances=off)


def _net(line: AmountLine | None) -> Decimal:
    if line is None:
        return ZERO
    return round_money(line.quantity * line.unit_price - line.allowances + line.charges)


def _margin(lines: Sequence[SaleLine], amounts: DocumentAmounts, shipping_cost: Decimal) -> Margin:
    counted = [line for line in lines if line.counts]
    cost = sum(
        (round_money(line.quantity * line.unit_cost) for line in counted if line.unit_cost is not None), ZERO
    )
    cost += round_money(shipping_cost)
    net = amounts.base
    margin = net - cost
    rate = (margin / net * HUNDRED).quantize(RATE, ROUND_HALF_UP) if net else None
    return Margin(net, cost, margin, rate, sum(1 for line in counted if line.unit_cost is None))
