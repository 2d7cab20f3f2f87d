"""Fine for missing mentions (R-C11), numbering (R-C13), retention (R-C17)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.rules.mention_fine import mention_fine
from negoce.billing.rules.numbering import NumberedDocument, check_numbering
from negoce.billing.rules.retention import invoice_purge_date
from negoce.kit.worked import CannotWork


@pytest.mark.parametrize(
    ("faults", "amount", "fine"),
    [(4, "200.00", "50.00"), (4, "1000", "60"), (0, "1000", "0"), (3, "0", "0"), (1, "60.02", "15")],
)
def test_the_fine_is_capped_at_a_quarter(faults, amount, fine):
    assert mention_fine(faults, Decimal(amount)).value == Decimal(fine)


def documents(*numbered: tuple[str, tuple[int, int]]) -> list[NumberedDocument]:
    return [NumberedDocument(number, date(2026, month, day)) for number, (month, day) in numbered]


def test_a_gap_and_a_date_out_of_order_are_named():
    worked = check_numbering(documents(("F-1", (5, 2)), ("F-2", (5, 3)), ("F-4", (5, 4)), ("F-5", (5, 1))))
    assert worked.value is False
    assert [(each.code, dict(each.figures)) for each in worked.findings] == [
        ("numbering.gap", {"series": "F-", "first": 3, "last": 3}),
        (
            "numbering.date_order",
            {"series": "F-", "number": 5, "date": date(2026, 5, 1), "before": date(2026, 5, 4)},
        ),
    ]


def test_series_are_checked_apart_and_duplicates_named():
    worked = check_numbering(documents(("F1", (5, 2)), ("F1", (5, 2)), ("A-007", (5, 2)), ("A-8", (5, 2))))
    assert [(each.code, each.figures["series"]) for each in worked.findings] == [("numbering.duplicate", "F")]


def test_a_sound_series_holds_whatever_the_order_it_is_given_in():
    assert check_numbering(documents(("F-3", (5, 4)), ("F-1", (5, 2)), ("F-2", (5, 2)))).value is True


@pytest.mark.parametrize("number", ["", "F-", "F-12a", "9" * 30])
def test_what_ends_in_no_number_is_refused(number):
    with pytest.raises(CannotWork, match=r"numbering\.no_number"):
        check_numbering(documents((number, (5, 2))))


@pytest.mark.parametrize(("end", "until"), [((2026, 12, 31), (2036, 12, 31)), ((2024, 2, 29), (2034, 2, 28))])
def test_invoices_are_kept_ten_years(end, until):
    assert invoice_purge_date(date(*end)).value == date(*until)
