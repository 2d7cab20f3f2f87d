"""Rates of VAT by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import check_vat, rates_on


@pytest.mark.parametrize(
    ("rate", "day", "exists"),
    [
        ("20", date(2014, 1, 1), True),
        ("20", date(2013, 12, 31), False),
        ("19.6", date(2013, 12, 31), True),
        ("19.6", date(2026, 11, 20), False),
        ("5.5", date(2026, 11, 20), True),
        ("8.5", date(2026, 11, 20), True),
        ("0", date(2026, 11, 20), False),
    ],
)
def test_a_rate_exists_from_a_day_to_another(rate: str, day: date, exists: bool) -> None:
    found = check_vat(VatGroup(VatCategory.STANDARD, Decimal(rate)), day)
    assert (found is None) is exists


def test_without_tax_the_rate_is_zero() -> None:
    assert check_vat(VatGroup(VatCategory.EXEMPT, Decimal(0)), date(2026, 1, 1)) is None
    wrong = check_vat(VatGroup(VatCategory.EXEMPT, Decimal(20)), date(2026, 1, 1))
    assert wrong is not None
    assert wrong.code == "vat.rate_without_tax"


def test_what_a_screen_offers() -> None:
    assert rates_on(date(2026, 11, 20)) == (Decimal(20), Decimal(10), Decimal("5.5"), Decimal("2.1"))
