"""Whether the small rest of an invoice is a difference of its payment: a rounding, charges of a bank. Pure."""

from __future__ import annotations

from decimal import Decimal

from negoce.kit.explain import Finding

ZERO = Decimal(0)


def refuse_difference(
    *, amount: Decimal, settled: Decimal, written_off: Decimal, ceiling: Decimal, currency: str = "EUR"
) -> Finding | None:
    """Say why the rest of an invoice may not be written off; None when it may. Amounts in euros including VAT.

    `written_off` is the part of `settled` that was written off before: the ceiling holds for an invoice, not for each
    press. What nobody began to pay is no difference, whatever its amount.
    """
    left = amount - settled
    if currency != "EUR":
        return Finding("difference.currency", figures={"currency": currency})
    if amount <= ZERO:
        return Finding("difference.credit_note")
    if left <= ZERO:
        return Finding("difference.nothing_left")
    if settled - written_off <= ZERO:
        return Finding("difference.nothing_paid")
    if left + written_off > ceiling:
        return Finding("difference.too_much", figures={"left": left + written_off, "ceiling": ceiling})
    return None
