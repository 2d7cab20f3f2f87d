"""What of an issued document is left to be credited, how an amount of it is split, and the VAT that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from negoce.catalogue.rules.totals import HUNDRED, VAT_ASTRAY, VatGroup, VatSubtotal
from negoce.kit.money import CENT, round_money
from negoce.kit.worked import CannotWork

ZERO = Decimal(0)
# How far what is left may stray from the VAT of its base between two credit notes; the last one takes it.
_ASTRAY = 2 * CENT


def bases_left(issued: Sequence[VatSubtotal], credited: Iterable[VatSubtotal]) -> tuple[VatSubtotal, ...]:
    """Return the bases and the VAT of a document less those of its credit notes.

    Groups whose base is wholly credited are left out; amounts in euros, those of credit notes positive.
    """
    bases = {each.group: each.base for each in issued}
    vats = {each.group: each.vat for each in issued}
    for each in credited:
        bases[each.group] = bases.get(each.group, ZERO) - each.base
        vats[each.group] = vats.get(each.group, ZERO) - each.vat
    return tuple(VatSubtotal(group, base, vats[group]) for group, base in bases.items() if base)


def over_left(left: Sequence[VatSubtotal], asked: Sequence[VatSubtotal]) -> VatGroup | None:
    """Return a VAT group of which more is asked than is left, or None; a base below zero counts from its own side."""
    known = {each.group: each.base for each in left}
    for each in asked:
        base = known.get(each.group, ZERO)
        if abs(each.base) > abs(base) or each.base * base < 0:
            return each.group
    return None


def credited_vat(left: Sequence[VatSubtotal], asked: Sequence[VatSubtotal]) -> tuple[VatSubtotal, ...]:
    """Return what a credit note asks with its VAT, so that all credit notes together give back that of the invoice.

    VAT is rounded on each document, so that parts may come to cents more or less than the whole: the last credit note
    of a rate takes the VAT that is left, one before it leaves what the rest needs. That is some cents from base × rate,
    which BR-CO-17 and BR-S-09 allow by less than one euro. What is over is returned as it is asked.
    """
    known = {each.group: each for each in left}
    return tuple(
        VatSubtotal(each.group, each.base, _vat_beside(known.get(each.group), each)) for each in asked
    )


def credit_by_amount(left: Sequence[VatSubtotal], incl_vat: Decimal) -> tuple[VatSubtotal, ...]:
    """Return the bases and the VAT that come to an amount including VAT, split as what is left is, to the cent.

    Raises CannotWork for an amount that is not above 0 or over what is left.
    """
    whole = sum((each.base + each.vat for each in left), ZERO)
    if not 0 < incl_vat <= whole:
        raise CannotWork("deposit.amount_out_of_range", amount=incl_vat, whole=whole)
    shares = _shares(left, incl_vat, whole)
    found = tuple(part for each in left if (part := _part(each, shares[each.group])) is not None)
    if not found:
        raise CannotWork("deposit.nothing")
    return found


def _vat_of(base: Decimal, group: VatGroup) -> Decimal:
    return round_money(base * group.rate / HUNDRED)


def _vat_beside(left: VatSubtotal | None, asked: VatSubtotal) -> Decimal:
    if left is None or abs(asked.base) > abs(left.base) or asked.base * left.base < 0:
        return asked.vat
    side = 1 if left.base > 0 else -1
    if asked.base == left.base:
        is_near = abs(left.vat - _vat_of(abs(left.base), left.group) * side) <= VAT_ASTRAY
        return left.vat if is_near else asked.vat
    rest = _vat_of(abs(left.base - asked.base), left.group)
    most = side * left.vat - max(rest - _ASTRAY, ZERO)
    least = side * left.vat - rest - _ASTRAY
    return side * max(min(side * asked.vat, most), least, ZERO)


def _shares(left: Sequence[VatSubtotal], incl_vat: Decimal, whole: Decimal) -> Mapping[VatGroup, Decimal]:
    """The amount split by what is left; the cents of the roundings go where there is room, the largest first."""
    totals = {each.group: each.base + each.vat for each in left}
    shares = {group: round_money(incl_vat * total / whole) for group, total in totals.items()}
    missing = incl_vat - sum(shares.values(), ZERO)
    for group in sorted(totals, key=lambda each: -totals[each]):
        taken = (
            max(min(missing, totals[group] - shares[group]), -shares[group]) if totals[group] > 0 else ZERO
        )
        shares[group] += taken
        missing -= taken
    return shares


def _part(left: VatSubtotal, share: Decimal) -> VatSubtotal | None:
    """The base of a share, with the VAT that makes it that share; None when no cent of base goes with it."""
    if share == left.base + left.vat:
        return left
    side = 1 if left.base > 0 else -1
    near = round_money(side * share * HUNDRED / (HUNDRED + left.group.rate))
    tried = [near + CENT * step for step in (0, -1, 1, -2, 2)]
    fitting = [
        (_stray(left, side * base, side * share), place)
        for place, base in enumerate(tried)
        if 0 < base < abs(left.base) and 0 <= side * share - base <= side * left.vat
    ]
    if not fitting:
        return None
    base = side * tried[min(fitting)[1]]
    return VatSubtotal(left.group, base, share - base)


def _stray(left: VatSubtotal, base: Decimal, share: Decimal) -> Decimal:
    """How far the VAT of a base or of the rest strays from base × rate; `share` counts from zero upwards."""
    side = 1 if left.base > 0 else -1
    vat = share - side * base
    rest = side * left.vat - vat
    return max(
        abs(vat - _vat_of(side * base, left.group)),
        abs(rest - _vat_of(side * (left.base - base), left.group)),
    )
