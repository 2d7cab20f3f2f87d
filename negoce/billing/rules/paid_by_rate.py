"""What was paid, by VAT rate: the tax office asks for it of services whose VAT falls due on payment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.billing.rules.electronic_invoice import VatLine
from negoce.billing.rules.life_cycle import PaidAmount
from negoce.catalogue.rules.reductions import split_pro_rata


def paid_by_rate(paid: Decimal, vat_lines: Sequence[VatLine]) -> tuple[PaidAmount, ...]:
    """Split an amount including VAT between the rates of its invoice, pro rata of what each comes to including VAT.

    To the cent, the remainder to the largest; the parts add up to what was paid. Raises CannotWork when the invoice
    comes to nothing.
    """
    owed = {each.group.rate: Decimal(0) for each in sorted(vat_lines, key=lambda each: -each.group.rate)}
    for each in vat_lines:
        owed[each.group.rate] += each.base + each.vat
    return tuple(PaidAmount(share, rate) for rate, share in split_pro_rata(paid, owed).items() if share)
