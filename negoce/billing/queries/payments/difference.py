"""The small rests of invoices that are written off: how large they may be, and what they came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.models import Receivable, Settlement
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.settled_difference import refuse_difference
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork
from negoce.parameters.enums import ParameterKey
from negoce.parameters.queries.dated_values import dated_values

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """What was written off in a year: euros including VAT, on so many invoices."""

    total: Decimal
    invoices: int


def difference_ceiling(day: date) -> Decimal:
    """What may be written off of one invoice, in euros; zero while none is set."""
    try:
        return dated_values().on(ParameterKey.DIFFERENCE_CEILING, day).value
    except CannotWork:
        return ZERO


def difference_fault(row: Receivable, day: date) -> Finding | None:
    """Why the rest of an invoice may not be written off; None when it may."""
    return fault_within(row, difference_ceiling(day))


def fault_within(row: Receivable, ceiling: Decimal) -> Finding | None:
    """The same for a ceiling in euros that is known: of many rows it is read once."""
    return refuse_difference(
        amount=row.amount,
        settled=row.settled,
        written_off=row.written_off,
        ceiling=ceiling,
        currency=row.currency,
    )


def written_off_in_year(actor: Actor, today: date) -> WrittenOff:
    """What was written off since this day a year ago, among what the actor sees; one query."""
    rows = Settlement.objects.filter(
        receivable__in=visible_receivables(actor), settled_on__gt=add_years(today, -1)
    ).exclude(difference="")
    found = list(rows.order_by("pk").values_list("receivable_id", "amount"))
    return WrittenOff(sum((amount for _key, amount in found), ZERO), len({key for key, _amount in found}))
