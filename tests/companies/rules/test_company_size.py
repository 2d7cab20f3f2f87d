"""Company size classes (R-I4)."""

from decimal import Decimal

import pytest

from negoce.companies.rules.company_size import company_size


@pytest.mark.parametrize(
    ("persons", "turnover", "balance", "size"),
    [
        (9, "2.5", "1.9", "micro"),
        (9, "2.5", "2.1", "pme"),
        (249, "60", "40", "pme"),
        (300, "40", "30", "eti"),
        (100, "60", "50", "eti"),
        (6000, "1", "1", "ge"),
        # the bounds themselves
        (9, "2", "9", "micro"),
        (10, "1", "1", "pme"),
        (249, "50", "90", "pme"),
        (250, "1", "1", "eti"),
        (249, "50.01", "43.01", "eti"),
        (4999, "1500", "9000", "eti"),
        (4999, "9000", "2000", "eti"),
        (4999, "1500.01", "2000.01", "ge"),
        (5000, "1", "1", "ge"),
        (0, "0", "0", "micro"),
    ],
)
def test_size_classes(persons: int, turnover: str, balance: str, size: str) -> None:
    """R-I4: the worked examples, then each bound."""
    million = Decimal(1_000_000)
    found = company_size(persons, Decimal(turnover) * million, Decimal(balance) * million)
    assert found.size == size
    assert found.explanation.code == f"size.{size}"
    assert found.explanation.figures["persons"] == persons


def test_micro_companies_are_part_of_the_small_and_medium() -> None:
    """R-I4."""
    assert company_size(3, Decimal(0), Decimal(0)).is_small_or_medium
    assert not company_size(300, Decimal(0), Decimal(0)).is_small_or_medium
