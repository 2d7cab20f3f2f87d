"""Two lists price the same products on the same days: which one wins is what `choose_price` does."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.catalogue.rules.list_overlaps import ListSpan, overlaps
from negoce.catalogue.rules.pricing import Validity

YEAR = Validity(date(2026, 1, 1), date(2026, 12, 31))


def span(
    name: str = "B", kind: str = "", priority: int = 0, validity: Validity = YEAR, common: int = 1
) -> ListSpan:
    return ListSpan(name, kind, priority, validity, common)


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        (span("A", kind="retailer"), span(priority=9), "kind.won"),
        (span("A"), span(kind="retailer"), "kind.lost"),
        (span("A", priority=2), span(priority=1), "priority.won"),
        (span("A"), span(priority=1), "priority.lost"),
        (span("A", validity=Validity(date(2026, 6, 1))), span(), "start.won"),
        (span("A", validity=Validity()), span(), "start.lost"),
        (span("A"), span("B"), "name.won"),
        (span("C"), span("B"), "name.lost"),
    ],
)
def test_which_list_wins_and_why(own: ListSpan, other: ListSpan, code: str) -> None:
    assert [each.code for each in overlaps(own, [other])] == [f"overlap.{code}"]


@pytest.mark.parametrize(
    "other",
    [
        span(common=0),
        span(validity=Validity(date(2027, 1, 1))),
        span(validity=Validity(None, date(2025, 12, 31))),
    ],
)
def test_lists_that_do_not_meet_are_not_told(other: ListSpan) -> None:
    assert overlaps(span("A"), [other]) == []


def test_two_kinds_of_customers_never_meet() -> None:
    assert overlaps(span("A", kind="retailer"), [span(kind="wholesaler")]) == []
