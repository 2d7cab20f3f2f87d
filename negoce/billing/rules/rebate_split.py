"""A rebate of a period, split between the VAT rates of what was sold in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.reductions import split_pro_rata
from negoce.catalogue.rules.totals import HUNDRED, VatGroup
from negoce.kit.worked import CannotWork

ZERO = Decimal(0)
# An invoice of the past says its VAT in one sum: its lines were rounded by themselves.
_ROUNDED = Decimal("0.10")
_RATES = tuple(Decimal(rate) for rate in ("20", "10", "5.5", "2.1", "8.5", "0"))


def split_rebate(amount: Decimal, sales: Mapping[VatGroup, Decimal]) -> dict[VatGroup, Decimal]:
    """Return the part of each VAT group in an amount excluding VAT, pro rata of the sales.

    To the cent, the remainder to the largest. Groups that returns took down to nothing bear nothing. Raises
    CannotWork when what was sold is less than the amount.
    """
    kept = {group: base for group, base in sales.items() if base > 0}
    whole = sum(kept.values(), ZERO)
    if amount <= 0 or amount > whole:
        raise CannotWork("rebate.more_than_sold", amount=amount, sold=whole)
    in_order = dict(sorted(kept.items(), key=lambda each: (each[0].category.value, -each[0].rate)))
    return {group: part for group, part in split_pro_rata(amount, in_order).items() if part}


def likely_group(net: Decimal, vat: Decimal) -> VatGroup | None:
    """Return the one VAT group of an invoice of which only the sums are known; None when several rates made them."""
    rate = min(_RATES, key=lambda each: abs(net * each / HUNDRED - vat))
    if abs(net * rate / HUNDRED - vat) > _ROUNDED:
        return None
    return VatGroup(VatCategory.STANDARD if rate else VatCategory.ZERO, rate)
