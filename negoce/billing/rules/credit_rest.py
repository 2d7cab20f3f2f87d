"""What the credit note that closes a VAT rate takes, so that parts come to the whole to the cent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.money import CENT, round_money

ZERO = Decimal(0)


def share_of_part(amount: Decimal, *, before: Decimal, now: Decimal, whole: Decimal) -> Decimal:
    """Return the share of an amount for `now` of a whole after `before` of it, so that all shares come to the amount.

    An amount in euros; before, now and whole in one unit, whatever it is.
    """
    if not whole:
        return amount
    return round_money(amount * (before + now) / whole) - round_money(amount * before / whole)


def wanted_bases(
    whole: Mapping[VatGroup, Decimal],
    others: Mapping[VatGroup, Decimal],
    natural: Mapping[VatGroup, Decimal],
    *,
    closed: Collection[VatGroup],
    most: Decimal,
) -> Mapping[VatGroup, Decimal]:
    """Return the bases of a credit note of lines, where its own roundings would give `natural`.

    Of a rate in `closed`, whose lines are all credited now, the note takes what the `others` leave of the `whole`; of
    another no more than that. A difference of more than `most` is no rounding: then all bases stay as they are, and
    issuing refuses what is too much.
    """
    wanted = dict(natural)
    for group, base in natural.items():
        left = whole.get(group, ZERO) - others.get(group, ZERO)
        if group in closed or abs(base) > abs(left):
            wanted[group] = left
    strays = any(abs(wanted[group] - base) > most for group, base in natural.items())
    return dict(natural) if strays else wanted


def rounding_room(*, parts: int, reductions: int, notes: int) -> Decimal:
    """Return how far roundings alone may lead: one cent a part of a line, and one a reduction on each note."""
    return CENT * (parts + (reductions + 1) * notes)
