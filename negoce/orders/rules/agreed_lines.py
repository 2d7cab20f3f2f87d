"""The lines of an order as they are agreed, and what figures count of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.entered_lines import EnteredLine
from negoce.catalogue.rules.reductions import Reduction, split_pro_rata
from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.money import round_money

ZERO = Decimal(0)
LONGEST_LABEL = 200
_PRICE = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """A line before it is stored: prices in euros excluding VAT, the rate in percent points.

    `product_id` is the key of a product, None for a free label; `price_reason` the steps of `choose_price`, as stored.
    """

    kind: LineKind = LineKind.ITEM
    product_id: int | None = None
    code: str = ""
    label: str = ""
    description: str = ""
    quantity: Decimal = ZERO
    unit: str = "C62"
    unit_price: Decimal = ZERO
    price_reason: tuple[Mapping[str, object], ...] = ()
    reductions: tuple[Reduction, ...] = ()
    vat_category: VatCategory = VatCategory.STANDARD
    vat_rate: Decimal = Decimal(20)
    unit_cost: Decimal | None = None
    promised_on: date | None = None

    @property
    def is_item(self) -> bool:
        """Whether the line is counted; a title or a note is not."""
        return self.kind is LineKind.ITEM

    def columns(self) -> dict[str, object]:
        """The columns that lines of sale have in common; place, net and allowance are the document's to say."""
        return {
            "kind": self.kind.value,
            "product_id": self.product_id,
            "code": self.code,
            "label": self.label[:LONGEST_LABEL],
            "description": self.description,
            "quantity": self.quantity if self.is_item else ZERO,
            "unit": self.unit,
            "unit_price": self.unit_price,
            "price_reason": list(self.price_reason),
            "reductions": stored_reductions(self.reductions),
            "vat_category": self.vat_category.value,
            "vat_rate": self.vat_rate,
            "unit_cost": self.unit_cost,
        }

    @property
    def sale_line(self) -> SaleLine:
        """The line as `sale_amounts` counts it."""
        return SaleLine(
            kind=self.kind,
            quantity=self.quantity,
            unit_price=self.unit_price,
            vat=VatGroup(self.vat_category, self.vat_rate),
            reductions=self.reductions,
            unit_cost=self.unit_cost,
        )


@dataclass(frozen=True, slots=True)
class CountedLine:
    """What figures read of a line: `line` is its place among the agreed lines, None for shipping; euros excluding VAT.

    `net` is what is left once the line bears its share of the reductions of the whole order.
    """

    line: int | None
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    cost: Decimal | None


def counted_lines(lines: Sequence[AgreedLine], amounts: SaleAmounts) -> tuple[CountedLine, ...]:
    """Return the lines that count, so that their nets add up to the base of the document: nothing loses a cent.

    Reductions of the whole order are split in proportion to the nets, the largest takes the remainder; shipping is a
    line of its own, without cost to us.
    """
    document = amounts.document
    nets = {place: amounts.line_nets[place] for place, line in enumerate(lines) if line.is_item}
    off = split_pro_rata(sum(document.reductions, ZERO), nets)
    counted = [_counted(place, lines[place], net - off[place]) for place, net in nets.items()]
    if document.shipping:
        one = Decimal(1)
        counted.append(CountedLine(None, one, document.shipping, document.shipping, ZERO))
    return tuple(counted)


def _counted(place: int, line: AgreedLine, net: Decimal) -> CountedLine:
    price = (net / line.quantity).quantize(_PRICE, ROUND_HALF_UP) if line.quantity else ZERO
    cost = None if line.unit_cost is None else round_money(line.quantity * line.unit_cost)
    return CountedLine(place, line.quantity, price, net, cost)


def agreed_from(line: EnteredLine) -> AgreedLine:
    """Return what was typed in the editor as it is agreed; the caller has refused faults and open options."""
    return AgreedLine(
        kind=line.kind,
        product_id=line.product_key,
        code=line.code,
        label=line.label,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        price_reason=tuple(line.price_reason),
        reductions=line.reductions,
        vat_category=line.vat.category,
        vat_rate=line.vat.rate,
        unit_cost=line.unit_cost,
    )
