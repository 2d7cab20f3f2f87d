"""The amounts of a document: one function for quotes, orders, invoices, their previews, PDF and XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.catalogue.enums import ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction, cascade, split_pro_rata
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
ZERO = Decimal(0)
# How far the VAT of a credit note may be from base × rate so that it gives back what was invoiced; the official
# rules allow less than one euro.
VAT_ASTRAY = Decimal("0.05")
_SOURCE = "EN 16931 BR-CO-10, BR-CO-17"


@dataclass(frozen=True, slots=True)
class VatGroup:
    """Lines of one VAT category and rate (percent points) are taxed together."""

    category: VatCategory
    rate: Decimal


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A line to count: unit price excluding VAT, allowances and charges of the line in euros."""

    quantity: Decimal
    unit_price: Decimal
    vat: VatGroup
    allowances: Decimal = ZERO
    charges: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class VatSubtotal:
    """The base and the VAT of one group, in euros."""

    group: VatGroup
    base: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class DocumentAmounts:
    """All that a document prints below its lines, in euros; `reductions` in the order they were taken."""

    line_nets: tuple[Decimal, ...]
    gross: Decimal
    reductions: tuple[Decimal, ...]
    net_commercial: Decimal
    cash_discount: Decimal
    net_financial: Decimal
    shipping: Decimal
    base: Decimal
    subtotals: tuple[VatSubtotal, ...]
    vat: Decimal
    incl_vat: Decimal


def line_net(line: AmountLine) -> Decimal:
    """Return quantity × unit price − allowances + charges, to the cent."""
    return round_money(line.quantity * line.unit_price - line.allowances + line.charges)


def document_amounts(
    lines: Sequence[AmountLine],
    *,
    reductions: Sequence[Reduction] = (),
    shipping: Decimal = ZERO,
    shipping_vat: VatGroup | None = None,
    vat_told: Sequence[VatSubtotal] = (),
) -> Worked[DocumentAmounts]:
    """Add up a document: VAT is worked out once for each rate on the sum of its nets (R-C12).

    Reductions of the whole document are split between the rates; shipping is taxed at `shipping_vat`, else at the
    rate of the largest base. `vat_told`, of a credit note, stands where its base is that of the lines, if it is near
    base × rate. Raises CannotWork for a rate outside 0 to 100, or above 0 in a category without VAT, or as `cascade`.
    """
    nets = tuple(line_net(line) for line in lines)
    bases = _bases(lines, nets)
    gross = sum(nets, ZERO)
    worked = cascade(gross, reductions)
    taken = worked.value.taken
    for off in taken:
        for group, share in split_pro_rata(off, bases).items():
            bases[group] -= share
    shipped = round_money(shipping)
    if shipped:
        group = _shipping_group(shipping_vat, bases)
        bases[group] = bases.get(group, ZERO) + shipped
    subtotals = _subtotals(bases, vat_told)
    kinds = [each.kind for each in reductions]
    early = sum(
        (off for off, kind in zip(taken, kinds, strict=True) if kind is ReductionKind.CASH_DISCOUNT), ZERO
    )
    base = worked.value.net + shipped
    vat = sum((each.vat for each in subtotals), ZERO)
    amounts = DocumentAmounts(
        line_nets=nets,
        gross=gross,
        reductions=taken,
        net_commercial=worked.value.net + early,
        cash_discount=early,
        net_financial=worked.value.net,
        shipping=shipped,
        base=base,
        subtotals=subtotals,
        vat=vat,
        incl_vat=base + vat,
    )
    return Worked(amounts, (*worked.steps, *_steps(amounts)))


def _bases(lines: Sequence[AmountLine], nets: Sequence[Decimal]) -> dict[VatGroup, Decimal]:
    bases: dict[VatGroup, Decimal] = {}
    for line, net in zip(lines, nets, strict=True):
        _check_group(line.vat)
        bases[line.vat] = bases.get(line.vat, ZERO) + net
    # In one order whatever that of the lines: the group that takes a remainder must not depend on it.
    return dict(sorted(bases.items(), key=lambda each: (each[0].category, -each[0].rate)))


def _shipping_group(chosen: VatGroup | None, bases: Mapping[VatGroup, Decimal]) -> VatGroup:
    group = chosen or max(bases, key=lambda key: abs(bases[key]), default=None)
    if group is None:
        raise CannotWork("shipping.no_rate")
    _check_group(group)
    return group


def _subtotals(bases: Mapping[VatGroup, Decimal], told: Sequence[VatSubtotal]) -> tuple[VatSubtotal, ...]:
    known = {(each.group, each.base): each.vat for each in told}
    found = []
    for group, base in sorted(bases.items(), key=lambda each: (each[0].category, -each[0].rate)):
        vat = round_money(base * group.rate / HUNDRED)
        said = known.get((group, base), vat)
        found.append(VatSubtotal(group, base, said if abs(said - vat) <= VAT_ASTRAY and group.rate else vat))
    return tuple(found)


def _check_group(group: VatGroup) -> None:
    if not 0 <= group.rate <= HUNDRED:
        raise CannotWork("vat.rate_out_of_range", rate=group.rate)
    if group.category is not VatCategory.STANDARD and group.rate:
        raise CannotWork("vat.rate_without_tax", rate=group.rate, category=group.category.value)


def _steps(amounts: DocumentAmounts) -> list[Step]:
    steps = [Step("total.net", {"net": amounts.net_financial}, _SOURCE)]
    if amounts.shipping:
        steps.append(Step("total.shipping", {"shipping": amounts.shipping, "base": amounts.base}, _SOURCE))
    steps += [
        Step("total.vat", {"base": each.base, "rate": each.group.rate, "vat": each.vat}, _SOURCE)
        for each in amounts.subtotals
    ]
    return [*steps, Step("total.incl_vat", {"incl_vat": amounts.incl_vat, "vat": amounts.vat}, _SOURCE)]
