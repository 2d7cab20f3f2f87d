"""Our part of what a customer buys, and what is left to win."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Wallet:
    """`share` in percent points; `potential` in euros, None while the accessible part is not known.

    A potential below zero is shown as nothing left.
    """

    share: Decimal
    potential: Decimal | None


def wallet(*, sales: Decimal, purchases: Decimal, accessible: Decimal | None = None) -> Worked[Wallet]:
    """Share of wallet and accessible potential (R-M2).

    `sales` and `purchases` in euros excluding VAT a year, of the same category; `accessible` in percent points of
    the purchases. Raises CannotWork when no purchases are known, or for an accessible part outside 0 to 100.
    """
    if purchases <= 0:
        raise CannotWork("wallet.no_purchases")
    if accessible is not None and not 0 <= accessible <= HUNDRED:
        raise CannotWork("wallet.accessible_out_of_range", accessible=accessible)
    share = percent_of(sales, purchases)
    steps = [Step("wallet.share", {"sales": sales, "purchases": purchases, "share": share})]
    potential = None
    if accessible is not None:
        reach = round_money(purchases * accessible / HUNDRED)
        potential = max(reach - sales, Decimal(0))
        figures = {"purchases": purchases, "accessible": accessible, "reach": reach, "left": potential}
        steps.append(Step("wallet.potential", figures))
    return Worked(Wallet(share, potential), tuple(steps))
