"""The lines of a deposit invoice: what is asked before delivery, with the VAT of what was ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.catalogue.rules.totals import VatGroup, VatSubtotal
from negoce.kit.money import CENT, round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
ZERO = Decimal(0)
_SOURCE = "CGI art. 289 I-1-c et 269-2"


@dataclass(frozen=True, slots=True)
class DepositLine:
    """The part of a deposit that stands at one VAT rate; the base in euros excluding VAT."""

    group: VatGroup
    base: Decimal


def deposit_by_percent(subtotals: Sequence[VatSubtotal], percent: Decimal) -> Worked[tuple[DepositLine, ...]]:
    """Return a share of each VAT base of an order; raises CannotWork outside 0 (excluded) to 100 percent."""
    if not 0 < percent <= HUNDRED:
        raise CannotWork("deposit.percent_out_of_range", percent=percent)
    lines = tuple(
        DepositLine(each.group, base)
        for each in subtotals
        if (base := round_money(each.base * percent / HUNDRED)) > 0
    )
    if not lines:
        raise CannotWork("deposit.nothing")
    return Worked(lines, (Step("deposit.percent", {"percent": percent}, _SOURCE),))


def deposit_by_amount(subtotals: Sequence[VatSubtotal], incl_vat: Decimal) -> Worked[tuple[DepositLine, ...]]:
    """Return the bases of a deposit of an amount including VAT, split as the order is.

    Not every amount including VAT is that of a base to the cent: the nearest below or at a cent is taken. Raises
    CannotWork for an amount that is not above 0 or over the order.
    """
    whole = sum((each.base + each.vat for each in subtotals), ZERO)
    if not 0 < incl_vat <= whole:
        raise CannotWork("deposit.amount_out_of_range", amount=incl_vat, whole=whole)
    shares = _shares(subtotals, incl_vat, whole)
    lines = tuple(
        DepositLine(each.group, base)
        for each, share in zip(subtotals, shares, strict=True)
        if (base := _base_of(share, each.group.rate)) > 0
    )
    if not lines:
        raise CannotWork("deposit.nothing")
    return Worked(lines, (Step("deposit.amount", {"amount": incl_vat}, _SOURCE),))


def deposit_room(*, net: Decimal, incl_vat: Decimal, invoiced: Decimal, asked: Decimal) -> Decimal:
    """Return what a further deposit of an order may come to, in euros including VAT, never below zero.

    `net` and `incl_vat` are those of the order, `invoiced` what was invoiced of its net, `asked` the deposits that no
    invoice has deducted yet: together they are never more than the order.
    """
    if net <= 0:
        return ZERO
    left = round_money(incl_vat * max(net - invoiced, ZERO) / net)
    return max(left - asked, ZERO)


def _shares(subtotals: Sequence[VatSubtotal], incl_vat: Decimal, whole: Decimal) -> list[Decimal]:
    shares = [round_money(incl_vat * (each.base + each.vat) / whole) for each in subtotals]
    largest = max(range(len(subtotals)), key=lambda place: subtotals[place].base)
    shares[largest] += incl_vat - sum(shares, ZERO)
    return shares


def _base_of(share: Decimal, rate: Decimal) -> Decimal:
    """The base whose total is the share, or the cent below."""
    base = round_money(share * HUNDRED / (HUNDRED + rate))
    while base > 0 and base + round_money(base * rate / HUNDRED) > share:
        base -= CENT
    return base
