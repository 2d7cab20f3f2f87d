"""The grids of tenders: comparison (R-S6), simulation (R-S7), and whether to answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.tender_go import NOTES, go_no_go
from negoce.negotiation.rules.tender_grid import Criterion, comparison_grid
from negoce.negotiation.rules.tender_simulation import PricedItem, simulation_grid


def _criteria(*lines: tuple[int, str, str]) -> list[Criterion]:
    return [
        Criterion(f"c{place}", Decimal(weight), (Decimal(a), Decimal(b)))
        for place, (weight, a, b) in enumerate(lines)
    ]


def test_offers_are_ranked_by_weighted_notes():
    found = comparison_grid(
        "AB", _criteria((40, "9", "7.5"), (35, "7", "8.5"), (15, "8", "6"), (10, "6", "8"))
    )
    lines = [(line.offer, line.total, line.rank) for line in found.value]
    assert lines == [("A", Decimal("7.850"), 1), ("B", Decimal("7.675"), 2)]


def test_a_tie_is_said():
    found = comparison_grid("AB", _criteria((50, "8", "6"), (50, "6", "8")))
    assert ([line.rank for line in found.value], found.findings[0].code) == ([1, 1], "grid.tie")


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ([], "grid.nothing_to_compare"),
        (_criteria((60, "1", "1"), (39, "1", "1")), "grid.weights"),
        (_criteria((60, "1", "1"), (41, "1", "1")), "grid.weights"),
        ([Criterion("Prix", Decimal(100), (None, None))], "grid.criterion_without_notes"),
        ([Criterion("Prix", Decimal(100), (Decimal(1), None))], "grid.note_missing"),
    ],
)
def test_a_grid_that_does_not_stand_is_refused(criteria, code):
    with pytest.raises(CannotWork) as refused:
        comparison_grid("AB", criteria)
    assert refused.value.finding.code == code


def _item(prices: tuple[str | None, ...], *quantities: int) -> PricedItem:
    return PricedItem(
        "ligne",
        tuple(None if price is None else Decimal(price) for price in prices),
        tuple(Decimal(quantity) for quantity in quantities),
    )


def test_a_price_list_times_quantities():
    items = [_item(("12.40",), 500), _item(("86",), 40), _item(("1250",), 2)]
    assert simulation_grid("A", "1", items).value[0].cost == Decimal("12140.00")


def test_each_scenario_has_its_cheapest():
    items = [_item(("10", "12"), 100, 1), _item(("50", "20"), 1, 100)]
    found = simulation_grid("AB", "12", items)
    assert [(line.scenario, line.supplier, line.cost) for line in found.value] == [
        ("1", "A", Decimal("1050.00")),
        ("1", "B", Decimal("1220.00")),
        ("2", "B", Decimal("2012.00")),
        ("2", "A", Decimal("5010.00")),
    ]
    assert [each.code for each in found.findings] == ["simulation.rank_changes"]


def test_a_price_that_is_missing_or_none_is_said():
    with pytest.raises(CannotWork) as refused:
        simulation_grid("AB", "1", [_item(("1", None), 5)])
    assert refused.value.finding.code == "simulation.price_missing"
    # Not asked for: its price does not matter.
    assert simulation_grid("A", "1", [_item((None,), 0)]).value[0].cost == 0
    assert simulation_grid("A", "1", [_item(("0",), 5)]).findings[0].code == "simulation.free_line"
    with pytest.raises(CannotWork):
        simulation_grid("A", "", [_item(("1",))])


@pytest.mark.parametrize(
    ("notes", "go", "mean"),
    [
        ((6,) * 9, True, "6.00"),
        ((6,) * 8 + (5,), False, "5.89"),
        # One note below three is enough to give up.
        ((10,) * 8 + (2,), False, "9.11"),
        ((10,) * 8 + (3,), True, "9.22"),
    ],
)
def test_nine_notes_say_whether_to_answer(notes, go, mean):
    found = go_no_go(dict(zip(NOTES, (Decimal(note) for note in notes), strict=True)))
    assert (found.value.go, found.value.mean) == (go, Decimal(mean))


@pytest.mark.parametrize(("note", "code"), [(None, "go.note_missing"), ("11", "go.note_out_of_range")])
def test_nine_notes_are_needed(note, code):
    notes = dict.fromkeys(NOTES[1:], Decimal(5)) | ({} if note is None else {NOTES[0]: Decimal(note)})
    with pytest.raises(CannotWork) as refused:
        go_no_go(notes)
    assert refused.value.finding.code == code
