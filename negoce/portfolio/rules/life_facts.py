"""What the life cycle of one company is worked out from (domain 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """Facts up to a day; a date is the latest of its kind, None when it never happened.

    `order_days` are the distinct days, ascending, on which orders that were not cancelled and whose net is above 0
    were placed: returns and orders of the future are no purchase. `qualified_on` is the day on which the
    qualification became complete (see R-P1), `quote_wanted_on` that of a quote asked for or accepted for study,
    `departure_on` that of a departure declared, `referral_won_on` that on which a company that this one
    recommended became a customer.
    """

    order_days: tuple[date, ...] = ()
    need_on: date | None = None
    qualified_on: date | None = None
    meeting_accepted_on: date | None = None
    meeting_refused_on: date | None = None
    quote_wanted_on: date | None = None
    buying_intent_on: date | None = None
    departure_on: date | None = None
    referral_won_on: date | None = None
