"""What of an issued document is left to be credited, and how an amount of it is split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from negoce.catalogue.rules.totals import HUNDRED, VatGroup, VatSubtotal
from negoce.kit.money import round_money

ZERO = Decimal(0)


def bases_left(issued: Sequence[VatSubtotal], credited: Iterable[VatSubtotal]) -> tuple[VatSubtotal, ...]:
    """Return the bases of a document less those of its credit notes; VAT follows from the base that is left.

    Groups that are wholly credited are left out; amounts in euros, those of credit notes positive.
    """
    left = {each.group: each.base for each in issued}
    for each in credited:
        left[each.group] = left.get(each.group, ZERO) - each.base
    return tuple(
        VatSubtotal(group, base, round_money(base * group.rate / HUNDRED))
        for group, base in left.items()
        if base
    )


def over_left(left: Sequence[VatSubtotal], asked: Sequence[VatSubtotal]) -> VatGroup | None:
    """Return a VAT group of which more is asked than is left, or None; a base below zero counts from its own side."""
    known = {each.group: each.base for each in left}
    for each in asked:
        base = known.get(each.group, ZERO)
        if abs(each.base) > abs(base) or each.base * base < 0:
            return each.group
    return None
