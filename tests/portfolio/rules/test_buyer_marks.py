"""Marks of buyers, where we won and where we lost (N14)."""

from __future__ import annotations

from decimal import Decimal as D

from negoce.portfolio.rules.buyer_marks import Mark, marked, prized

CRITERIA = ("price", "service", "delivery_time")


def marks(criterion: str, won: list[int], lost: list[int]) -> list[Mark]:
    return [
        *(Mark(criterion, each, won=True) for each in won),
        *(Mark(criterion, each, won=False) for each in lost),
    ]


def test_criteria_that_part_wins_from_losses_come_first() -> None:
    rows = marked(
        [
            *marks("price", [6, 6, 7, 7, 6], [6, 6, 6, 7, 6]),
            *marks("service", [9, 8, 9, 9, 8], [4, 5, 4, 6, 5]),
            *marks("delivery_time", [9, 9], [1]),
        ],
        CRITERIA,
    )
    assert [(each.criterion, each.won, each.lost, each.gap) for each in rows] == [
        ("service", D("8.6"), D("4.8"), D("3.8")),
        ("price", D("6.4"), D("6.2"), D("0.2")),
        ("delivery_time", D("9.0"), D("1.0"), None),
    ]
    [said] = prized(rows)
    assert (said.code, said.figures["criterion"], said.figures["gap"]) == (
        "win_loss.prized",
        "service",
        D("3.8"),
    )


def test_nothing_is_prized_of_few_marks_or_of_equal_ones() -> None:
    few = marked(marks("price", [9, 9, 9, 9], [1, 1, 1, 1, 1]), CRITERIA)
    same = marked(marks("price", [7, 7, 7, 7, 7], [7, 7, 7, 7, 8]), CRITERIA)
    assert [each.code for rows in (few, same, ()) for each in prized(rows)] == [
        "win_loss.marks_few",
        "win_loss.marks_same",
        "win_loss.marks_few",
    ]
