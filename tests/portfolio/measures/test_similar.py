"""What customers like this one buy, and it does not."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.portfolio.facts.memory import facts_of
from negoce.portfolio.measures.similar import bought_items, item_pairs, missing_items

CHEESE, WINE, HAM, BREAD = 1, 2, 3, 4


def lines(baskets: dict[int, tuple[int, ...]], day: date) -> list[dict[str, object]]:
    return [
        {"order_id": key, "company_id": key, "family_id": family, "day": day, "net_cents": 100}
        for key, families in baskets.items()
        for family in families
    ]


def test_wine_goes_with_cheese(today: date) -> None:
    # Of 10 customers, 5 buy cheese and 4 of these buy wine; 5 of all buy wine.
    baskets = dict.fromkeys(range(1, 5), (CHEESE, WINE)) | {5: (CHEESE,), 6: (WINE,)}
    baskets |= dict.fromkeys(range(7, 11), (HAM,))
    bought = bought_items(facts_of(lines=lines(baskets, today)).lines, today)
    pairs = item_pairs(bought, least_customers=3, least_lift=1.1)
    assert sorted(pairs.to_pyarrow().to_pylist(), key=lambda row: row["has"]) == [
        {"has": CHEESE, "wants": WINE, "together": 4, "confidence": 0.8, "lift": 1.6},
        {"has": WINE, "wants": CHEESE, "together": 4, "confidence": 0.8, "lift": 1.6},
    ]
    offers = missing_items(bought, pairs).to_pyarrow().to_pylist()
    assert sorted((row["company_id"], row["item"], row["because"], row["place"]) for row in offers) == [
        (5, WINE, CHEESE, 1),
        (6, CHEESE, WINE, 1),
    ]


def test_the_likeliest_come_first_and_each_once(today: date) -> None:
    baskets = dict.fromkeys(range(1, 7), (CHEESE, WINE, HAM, BREAD))
    baskets |= dict.fromkeys(range(7, 10), (CHEESE, BREAD)) | {10: (CHEESE, HAM)}
    baskets |= dict.fromkeys(range(11, 30), ()) | dict.fromkeys(range(30, 50), (99,))
    bought = bought_items(facts_of(lines=lines(baskets, today)).lines, today)
    pairs = item_pairs(bought, least_customers=3)
    offers = [
        row
        for row in missing_items(bought, pairs, most=2).to_pyarrow().to_pylist()
        if row["company_id"] == 10
    ]
    # Bread by cheese: 9 of 10; wine by ham: 6 of 7; bread by ham would be 6 of 7 too.
    assert sorted((row["place"], row["item"], row["because"]) for row in offers) == [
        (1, BREAD, CHEESE),
        (2, WINE, HAM),
    ]


def test_what_is_old_to_come_given_back_or_without_a_family_counts_for_nothing(today: date) -> None:
    row = {"order_id": 1, "company_id": 1, "family_id": CHEESE, "day": today, "net_cents": 100}
    given = [
        {**row, "day": today - timedelta(days=731)},
        {**row, "day": today + timedelta(days=1)},
        {**row, "net_cents": -100, "quantity": -1.0},
        {**row, "family_id": None},
    ]
    bought = bought_items(facts_of(lines=given).lines, today)
    assert bought.to_pyarrow().num_rows == 0
    assert missing_items(bought, item_pairs(bought)).to_pyarrow().num_rows == 0
