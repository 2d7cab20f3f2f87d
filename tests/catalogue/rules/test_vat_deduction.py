"""VAT contained and deductible on gifts and travel (R-C10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.enums import ExpenseKind
from negoce.catalogue.rules.vat_deduction import (
    Gift,
    expense_vat,
    gift_statement_due,
    gift_vat,
    vat_contained,
)
from negoce.kit.worked import CannotWork
from tests.factories.dated_values import example_values

VALUES = example_values()
DAY = date(2026, 3, 1)


def gifts(*amounts: str) -> list[Gift]:
    return [Gift(DAY, Decimal(amount)) for amount in amounts]


@pytest.mark.parametrize(
    ("given", "deductible"),
    [
        (gifts("40.00", "30.00"), "11.67"),
        (gifts("40.00", "30.00", "12.00"), "0.00"),
        (gifts("73"), "12.17"),
        ([], "0"),
    ],
)
def test_gifts_of_a_person_in_a_year(given, deductible):
    assert gift_vat(given, VALUES).value.deductible == Decimal(deductible)


def test_gifts_of_two_years_are_not_added():
    with pytest.raises(CannotWork, match="several_years"):
        gift_vat([Gift(date(2025, 1, 1), Decimal(1)), Gift(DAY, Decimal(1))], VALUES)


def test_petrol_of_a_car():
    found = expense_vat(
        ExpenseKind.FUEL_CAR, Decimal("72.00"), Decimal(20), spent_on=DAY, values=VALUES
    ).value
    assert (found.contained, found.deductible) == (Decimal("12.00"), Decimal("9.60"))


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        (ExpenseKind.PASSENGER_TRANSPORT, 0),
        (ExpenseKind.HOTEL_OWN_STAFF, 0),
        (ExpenseKind.HOTEL_THIRD_PARTY, 100),
        (ExpenseKind.RESTAURANT, 100),
        (ExpenseKind.FUEL_UTILITY, 100),
        (ExpenseKind.CLEAN_ENERGY, 100),
        (ExpenseKind.TOLL, 100),
        (ExpenseKind.CAR_HIRE, 0),
        (ExpenseKind.ADVERTISING, 100),
    ],
)
def test_each_expense_has_its_share(kind, share):
    found = expense_vat(kind, Decimal(120), Decimal(20), spent_on=DAY, values=VALUES).value
    assert found.deductible == Decimal(20) * share / 100


def test_a_large_expense_needs_an_invoice():
    small = expense_vat(ExpenseKind.TOLL, Decimal(180), Decimal(20), spent_on=DAY, values=VALUES)
    large = expense_vat(ExpenseKind.TOLL, Decimal("180.02"), Decimal(20), spent_on=DAY, values=VALUES)
    assert [each.code for each in (*small.findings, *large.findings)] == ["vat.invoice_needed"]


def test_gifts_over_the_limit_are_declared():
    assert gift_statement_due(Decimal(3000), DAY, VALUES).value is False
    assert gift_statement_due(Decimal("3000.01"), DAY, VALUES).value is True


@pytest.mark.parametrize(("rate", "vat"), [("20", "20.00"), ("5.5", "6.26"), ("0", "0.00")])
def test_vat_contained_in_an_amount(rate, vat):
    assert vat_contained(Decimal(120), Decimal(rate)) == Decimal(vat)
