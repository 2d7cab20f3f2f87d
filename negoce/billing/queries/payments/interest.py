"""What a late payment has cost the customer so far."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.billing.models import Receivable, Settlement
from negoce.billing.rules.late_interest import (
    LateInterest,
    Payment,
    late_penalty,
    public_late_interest,
)
from negoce.companies.enums import BuyerType
from negoce.kit.worked import CannotWork, Worked
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.queries.seller import seller
from negoce.parameters.rules.dated_values import DatedValues

ZERO = Decimal(0)


def interest_of(
    receivable: Receivable, today: date, values: DatedValues | None = None
) -> Worked[LateInterest] | None:
    """Penalties and the fixed indemnity up to today: late penalty, or public late interest for a public buyer.

    None for what is not late.

    None too when the rate of a half-year is not known: nothing is extrapolated. `receivable.company` is read.
    """
    if receivable.due_on is None or receivable.due_on >= today or receivable.amount <= ZERO:
        return None
    rows = Settlement.objects.filter(receivable=receivable).order_by("settled_on", "pk")
    payments = [Payment(each.settled_on, each.amount) for each in rows]
    known = values or dated_values()
    try:
        if receivable.company.buyer_type == BuyerType.PUBLIC_BODY.value:
            return public_late_interest(
                amount=receivable.amount,
                due_on=receivable.due_on,
                until=today,
                values=known,
                payments=payments,
            )
        return late_penalty(
            amount=receivable.amount,
            due_on=receivable.due_on,
            until=today,
            values=known,
            payments=payments,
            contract_rate=seller().late_rate,
        )
    except CannotWork:
        return None
