"""The rates of the domain's worked examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.parameters.rules.dated_values import DatedValue, DatedValues

_HALF_YEARS = (
    (date(2025, 1, 1), "3.15", "3.71"),
    (date(2025, 7, 1), "2.15", "2.76"),
    (date(2026, 1, 1), "2.15", "2.62"),
    (date(2026, 7, 1), "2.40", "2.75"),
)


def example_values() -> DatedValues:
    """The published rates from 2025 to 2026, and the ceilings in force."""
    rates = [
        DatedValue(key, start, Decimal(text))
        for start, bank, legal in _HALF_YEARS
        for key, text in (("ecb_main_refinancing_rate", bank), ("legal_interest_rate_professionals", legal))
    ]
    ceilings = [
        DatedValue("recovery_fee", date(2013, 1, 1), Decimal(40)),
        DatedValue("gift_vat_ceiling", date(2021, 1, 1), Decimal(73)),
        DatedValue("gift_statement_ceiling", date(2000, 1, 1), Decimal(3000)),
        DatedValue("simplified_receipt_ceiling", date(2000, 1, 1), Decimal(150)),
    ]
    return DatedValues([*rates, *ceilings])
