"""Amounts and days as the pages of accounts write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import ngettext

from negoce.billing.models import Receivable
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.ui.words.say import reader_language


def money(amount: Decimal, currency: str = "EUR") -> str:
    """« 1 234,56 € »."""
    return format_money(amount, reader_language(), currency)


def day(on: date | None) -> str:
    """« 21 nov. 2026 »; empty without a day."""
    return "" if on is None else format_date(on, reader_language())


def lateness(due_on: date | None, today: date) -> str:
    """« 12 jours de retard »; empty for what is not late."""
    late = (today - due_on).days if due_on is not None else 0
    if late <= 0:
        return ""
    return ngettext("%(count)s jour de retard", "%(count)s jours de retard", late) % {"count": late}


def left_of(receivable: Receivable) -> Decimal:
    """What is left to settle, including VAT."""
    return receivable.amount - receivable.settled
