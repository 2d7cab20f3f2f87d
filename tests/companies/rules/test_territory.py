"""The territory of a company: the longest prefix of its place or its trade."""

from __future__ import annotations

import pytest

from negoce.companies.rules.territory import Prefix, choose_territory, prefixes_of
from negoce.identity.enums import TerritoryCriterion

PLACE, TRADE = TerritoryCriterion.POSTAL_CODE, TerritoryCriterion.ACTIVITY_CODE
TABLE = (
    Prefix(1, PLACE, "38"),
    Prefix(2, PLACE, "3825"),
    Prefix(3, TRADE, "46"),
    Prefix(4, TRADE, "46.31"),
    Prefix(5, TRADE, "10.51A"),
)


@pytest.mark.parametrize(
    ("postal_code", "activity_code", "territory"),
    [
        ("38000", "", 1),
        ("38250", "", 2),
        ("69003", "46.90Z", 3),
        ("69003", "46.31Z", 4),
        ("69003", "", None),
        ("", "", None),
        ("38250", "10.51A", 5),  # five characters are longer than four
        ("38000", "46.90Z", 1),  # two and two: the place decides
        ("38250", "46.31Z", 2),  # four and four: the place decides
    ],
)
def test_the_longest_prefix_wins(postal_code: str, activity_code: str, territory: int | None) -> None:
    assert choose_territory(postal_code, activity_code, TABLE) == territory
    assert choose_territory(postal_code, activity_code, TABLE[::-1]) == territory


def test_an_empty_prefix_takes_nobody() -> None:
    assert choose_territory("38000", "", [Prefix(1, PLACE, " ")]) is None


def test_every_way_of_writing_a_beginning() -> None:
    assert prefixes_of("46.31Z") == [
        *("4", "46", "463", "4631", "4631Z"),
        *("46.3", "46.31", "46.31Z"),
    ]
