"""Due dates and their legal ceilings (R-C4)."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.payment_terms import (
    NOTHING_AGREED,
    PaymentTerm,
    check_term,
    due_date,
    latest_due_date,
)
from negoce.kit.worked import CannotWork

SIXTY = PaymentTerm(PaymentTermKind.AFTER_INVOICE, 60)
READING_A = PaymentTerm(PaymentTermKind.DAYS_THEN_END_OF_MONTH, 45)
READING_B = PaymentTerm(PaymentTermKind.END_OF_MONTH_THEN_DAYS, 45)


@pytest.mark.parametrize(
    ("invoiced", "sixty", "reading_a", "reading_b"),
    [((2026, 1, 15), (3, 16), (3, 31), (3, 17)), ((2026, 2, 10), (4, 11), (3, 31), (4, 14))],
)
def test_the_three_ways_of_the_law(invoiced, sixty, reading_a, reading_b):
    found = [due_date(term, invoiced_on=date(*invoiced)).value for term in (SIXTY, READING_A, READING_B)]
    assert found == [date(2026, *each) for each in (sixty, reading_a, reading_b)]


def test_nothing_agreed_counts_from_the_delivery():
    found = due_date(NOTHING_AGREED, invoiced_on=date(2026, 3, 10), delivered_on=date(2026, 3, 1))
    assert found.value == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("sector", "term", "delivered", "latest"),
    [
        (TermSector.GENERAL, SIXTY, (3, 1), (5, 9)),
        (TermSector.GENERAL, PaymentTerm(PaymentTermKind.AFTER_INVOICE, 45, periodic=True), (3, 1), (4, 24)),
        (TermSector.GENERAL, READING_B, (3, 1), (5, 15)),
        (TermSector.PERISHABLE_FOOD, SIXTY, (3, 1), (3, 31)),
        (
            TermSector.PERISHABLE_FOOD,
            PaymentTerm(PaymentTermKind.AFTER_INVOICE, 30, periodic=True),
            (3, 1),
            (4, 9),
        ),
        (TermSector.LIVESTOCK, SIXTY, (3, 1), (3, 21)),
        (TermSector.SPIRITS, SIXTY, (3, 1), (4, 30)),
        (TermSector.WINE, SIXTY, (3, 1), (5, 9)),
        (TermSector.WINE, READING_A, (3, 1), (4, 30)),
        (TermSector.TRANSPORT, SIXTY, (3, 1), (4, 9)),
    ],
)
def test_each_trade_has_its_ceiling(sector, term, delivered, latest):
    found = latest_due_date(sector, term, invoiced_on=date(2026, 3, 10), delivered_on=date(2026, *delivered))
    assert found.value == date(2026, *latest)


def test_seasonal_trades_agree_their_own():
    assert latest_due_date(TermSector.SEASONAL, SIXTY, invoiced_on=date(2026, 3, 10)).value is None


@pytest.mark.parametrize(
    ("term", "over"),
    [
        (SIXTY, None),
        (PaymentTerm(PaymentTermKind.AFTER_INVOICE, 61), 1),
        (READING_A, None),
        (PaymentTerm(PaymentTermKind.END_OF_MONTH_THEN_DAYS, 60), 15),
        (PaymentTerm(PaymentTermKind.AFTER_INVOICE, 60, periodic=True), 15),
    ],
)
def test_a_term_over_the_ceiling_is_told(term, over):
    worked = check_term(TermSector.GENERAL, term, invoiced_on=date(2026, 3, 10))
    assert [each.figures["days"] for each in worked.findings] == ([] if over is None else [over])


@pytest.mark.parametrize("days", [-1, 731])
def test_days_out_of_all_proportion_are_refused(days):
    with pytest.raises(CannotWork):
        due_date(PaymentTerm(PaymentTermKind.AFTER_INVOICE, days), invoiced_on=date(2026, 1, 1))
