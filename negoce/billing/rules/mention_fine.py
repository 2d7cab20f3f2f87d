"""The fine for what an invoice lacks."""

from __future__ import annotations

from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

FINE_A_MENTION = Decimal(15)
SHARE_OF_INVOICE = Decimal("0.25")


def mention_fine(faults: int, amount: Decimal) -> Worked[Decimal]:
    """Return 15 € a missing or wrong mention, capped at a quarter of the invoice, in euros (R-C11), CGI art. 1737 II.

    Raises CannotWork below zero.
    """
    if faults < 0 or amount < 0:
        raise CannotWork("amount.negative", amount=min(Decimal(faults), amount))
    counted, cap = FINE_A_MENTION * faults, round_money(amount * SHARE_OF_INVOICE)
    fine = min(counted, cap)
    figures = {"faults": faults, "each": FINE_A_MENTION, "counted": counted, "cap": cap, "fine": fine}
    return Worked(
        fine, (Step("fine.capped" if fine < counted else "fine.counted", figures, "CGI art. 1737 II"),)
    )
