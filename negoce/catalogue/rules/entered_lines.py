"""A line of a sale as it is typed, and as it is read: nothing is guessed, each cell says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from negoce.catalogue.enums import LineKind, ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction, cascade
from negoce.catalogue.rules.sale_lines import SaleLine
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.numbers import DecimalMark, parse_decimal, parse_percent
from negoce.kit.worked import CannotWork

MOST_LINES = 300
MOST_REDUCTIONS = 5
HUNDRED = Decimal(100)
ZERO = Decimal(0)
_HIGHEST_QUANTITY = Decimal(10) ** 9
_HIGHEST_PRICE = Decimal(10) ** 9
_LENGTHS = {"code": 40, "label": 200, "description": 4000, "option_group": 40}
_VAT = re.compile(r"(S|Z|E|AE|K|G|O):(\d{1,3}(?:\.\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """The texts of a row. `key` names the row on its screen; `product` is a public id.

    `option` is empty for a line that is sold in any case, "offered" or "chosen". `vat` is a category and a rate, such
    as `S:20`. A `price` counts only if `price_typed`; else the catalogue gives it.
    """

    key: str = ""
    kind: str = LineKind.ITEM.value
    product: str = ""
    code: str = ""
    label: str = ""
    description: str = ""
    quantity: str = ""
    unit: str = ""
    price: str = ""
    price_typed: bool = False
    reductions: str = ""
    vat: str = ""
    option: str = ""
    option_group: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that would be lost."""
        if self.kind == LineKind.NOTE or self.kind == LineKind.TITLE:
            return not self.label and not self.description
        return not any((self.product, self.code, self.label, self.description, self.price_typed))


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A row as it counts, with the faults of its cells. Money in euros excluding VAT.

    `price_reason` holds the steps of `choose_price` as plain values. A line with faults counts for nothing.
    """

    typed: TypedLine
    kind: LineKind
    product_key: int | None = None
    code: str = ""
    label: str = ""
    description: str = ""
    quantity: Decimal = ZERO
    unit: str = "C62"
    unit_price: Decimal = ZERO
    list_price: Decimal | None = None
    price_reason: Sequence[Mapping[str, object]] = ()
    reductions: tuple[Reduction, ...] = ()
    vat: VatGroup = field(default_factory=lambda: VatGroup(VatCategory.STANDARD, Decimal(20)))
    unit_cost: Decimal | None = None
    is_option: bool = False
    is_chosen: bool = True
    option_group: str = ""
    faults: Mapping[str, Finding] = field(default_factory=dict)

    def as_sale_line(self) -> SaleLine:
        """The line as `sale_amounts` counts it; one with faults as a note."""
        if self.kind is not LineKind.ITEM or self.faults:
            return SaleLine(LineKind.NOTE)
        return SaleLine(
            kind=self.kind,
            quantity=self.quantity,
            unit_price=self.unit_price,
            vat=self.vat,
            reductions=self.reductions,
            unit_cost=self.unit_cost,
            is_option=self.is_option,
            is_chosen=self.is_chosen,
        )


def read_line(typed: TypedLine, mark: DecimalMark) -> EnteredLine:
    """Read the cells of a row that need nothing but themselves; the catalogue fills in the rest."""
    faults: dict[str, Finding] = {}
    kind = LineKind(typed.kind) if typed.kind in set(LineKind) else LineKind.ITEM
    texts = {name: _text(name, getattr(typed, name), faults) for name in _LENGTHS}
    line = EnteredLine(
        typed,
        kind,
        code=texts["code"],
        label=texts["label"],
        description=texts["description"],
        option_group=texts["option_group"],
        faults=faults,
    )
    if kind is not LineKind.ITEM:
        if not line.label:
            faults["label"] = Finding("line.no_text")
        return replace(line, code="", option_group="")
    quantity = _number("quantity", typed.quantity or "1", mark, 3, _HIGHEST_QUANTITY, faults)
    if quantity == 0 and "quantity" not in faults:
        faults["quantity"] = Finding("line.quantity_zero")
    price = _number("price", typed.price, mark, 4, _HIGHEST_PRICE, faults) if typed.price_typed else ZERO
    if typed.price_typed and not typed.price.strip():
        faults["price"] = Finding("line.no_price")
    return replace(
        line,
        quantity=quantity,
        unit=typed.unit.strip().upper()[:12] or "C62",
        unit_price=price,
        reductions=_reductions(typed.reductions, mark, faults),
        vat=_vat(typed.vat, faults),
        is_option=bool(typed.option),
        is_chosen=typed.option != "offered",
    )


def check_line_amounts(line: EnteredLine) -> EnteredLine:
    """The line with a fault where its reductions are more than what it costs."""
    if line.faults or line.kind is not LineKind.ITEM:
        return line
    try:
        cascade(round_money(line.quantity * line.unit_price), line.reductions)
    except CannotWork as refused:
        return replace(line, faults={"reductions": refused.finding})
    return line


def check_groups(lines: Sequence[EnteredLine]) -> list[EnteredLine]:
    """The lines, with a fault on each chosen variant after the first of its group."""
    taken: set[str] = set()
    checked = []
    for line in lines:
        if line.is_option and line.is_chosen and line.option_group:
            if line.option_group in taken:
                figures = {"group": line.option_group}
                line = replace(
                    line, faults={**line.faults, "option": Finding("line.two_variants", figures=figures)}
                )
            taken.add(line.option_group)
        checked.append(line)
    return checked


def read_reductions_text(text: str, mark: DecimalMark) -> tuple[tuple[Reduction, ...], Finding | None]:
    """Read `10`, `10 %`, `10 + 5` (one after the other) or `25 €`; zero is no reduction."""
    found: list[Reduction] = []
    for part in (each.strip() for each in text.split("+") if each.strip()):
        amount = "€" in part
        parsed = parse_decimal(part, mark) if amount else parse_percent(part, mark)
        value = parsed.value
        if value is None:
            return (), parsed.finding or Finding("number.unreadable", figures={"text": part[:60]})
        wrong = _wrong_reduction(value, amount=amount)
        if wrong is not None:
            return (), wrong
        if value:
            kind = ReductionKind.TRADE_DISCOUNT
            found.append(Reduction(kind, amount=value) if amount else Reduction(kind, percent=value))
    if len(found) > MOST_REDUCTIONS:
        return (), Finding("line.too_many_reductions", figures={"most": MOST_REDUCTIONS})
    return tuple(found), None


def _wrong_reduction(value: Decimal, *, amount: bool) -> Finding | None:
    if value < 0:
        return Finding("line.negative", figures={"value": value})
    if not amount and value > HUNDRED:
        return Finding("reduction.percent_out_of_range", figures={"percent": value})
    return _too_fine(value, 2 if amount else 4)


def _reductions(text: str, mark: DecimalMark, faults: dict[str, Finding]) -> tuple[Reduction, ...]:
    found, fault = read_reductions_text(text, mark)
    if fault is not None:
        faults["reductions"] = fault
    return found


def _number(
    name: str, text: str, mark: DecimalMark, decimals: int, highest: Decimal, faults: dict[str, Finding]
) -> Decimal:
    parsed = parse_decimal(text, mark)
    value = parsed.value if parsed.value is not None else ZERO
    wrong = parsed.finding if parsed.refused else _too_fine(value, decimals)
    if value < 0:
        wrong = Finding("line.negative", figures={"value": value})
    elif value >= highest:
        wrong = Finding("line.too_large", figures={"highest": highest})
    if wrong is not None:
        faults[name] = wrong
        return ZERO
    return value


def _too_fine(value: Decimal, decimals: int) -> Finding | None:
    exponent = value.normalize().as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    if given <= decimals:
        return None
    return Finding("line.too_many_decimals", figures={"decimals": given, "most": decimals})


def _vat(text: str, faults: dict[str, Finding]) -> VatGroup:
    if not text:
        return VatGroup(VatCategory.STANDARD, Decimal(20))
    match = _VAT.fullmatch(text)
    if match is None:
        faults["vat"] = Finding("line.vat_unreadable", figures={"text": text[:20]})
        return VatGroup(VatCategory.STANDARD, ZERO)
    return VatGroup(VatCategory(match[1]), Decimal(match[2]))


def _text(name: str, value: str, faults: dict[str, Finding]) -> str:
    text = value.replace("\0", "").strip()
    if len(text) > _LENGTHS[name]:
        faults[name] = Finding("line.text_too_long", figures={"most": _LENGTHS[name]})
        return text[: _LENGTHS[name]]
    return text
