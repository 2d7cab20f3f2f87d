"""R-P3: the two indexes of a target, its priority, scales and what is not known."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.prospecting.rules.target_index import (
    Band,
    Note,
    TargetIndex,
    check_bands,
    known_share,
    note_of,
    priority_of,
    target_index,
)


def notes(*pairs: tuple[int, int | None]) -> list[Note]:
    return [Note(D(weight), None if note is None else D(note)) for weight, note in pairs]


def test_the_example_of_the_reference() -> None:
    worked = target_index(notes((3, 8), (2, 6), (1, 4)), notes((2, 7), (1, 2), (2, 5)))
    assert worked.value == TargetIndex(D("6.67"), D("5.20"), 1, 100, 100)
    assert [step.code for step in worked.steps] == [
        "target.potential",
        "target.accessibility",
        "target.priority_1",
    ]
    assert worked.steps[0].figures == {"sum": D(40), "weights": D(6), "value": D("6.67"), "known": 100}


@pytest.mark.parametrize(
    ("potential", "accessibility", "priority"),
    [("5", "5", 1), ("5", "4.99", 2), ("4.99", "5", 3), ("0", "0", 4), ("10", "0", 2), ("0", "10", 3)],
)
def test_five_is_high(potential: str, accessibility: str, priority: int) -> None:
    assert priority_of(D(potential), D(accessibility)) == priority


def test_what_is_not_known_is_left_out_with_its_weight() -> None:
    found = target_index(notes((3, 8), (2, None), (1, 4)), notes((2, 7))).value
    assert (found.potential, found.known_potential) == (D("7.00"), 66)


def test_nothing_known_gives_no_priority() -> None:
    worked = target_index(notes((3, None)), notes((0, 9)))
    assert worked.value == TargetIndex(None, None, None, 0, 0)
    assert [step.code for step in worked.steps] == [
        "target.potential_unknown",
        "target.accessibility_unknown",
    ]


def test_halves_go_up() -> None:
    assert target_index(notes((7, 4), (1, 5)), notes((1, 5))).value.potential == D("4.13")


@pytest.mark.parametrize(
    ("given", "code"),
    [(Note(D(1), D("10.1")), "target.note_out_of_range"), (Note(D(-1), D(5)), "target.weight_negative")],
)
def test_a_note_or_a_weight_out_of_range_is_refused(given: Note, code: str) -> None:
    with pytest.raises(CannotWork) as refused:
        target_index([given], [])
    assert refused.value.finding.code == code


SCALE = [Band(D(1), D(2)), Band(D(20), D(5)), Band(D(250), D(10))]


@pytest.mark.parametrize(
    ("value", "note"),
    [("0", "0"), ("1", "2"), ("19.9", "2"), ("20", "5"), ("249", "5"), ("250", "10"), ("9999", "10")],
)
def test_a_scale_gives_the_note_of_the_last_band_begun(value: str, note: str) -> None:
    assert note_of(D(value), SCALE) == D(note)


def test_a_fact_that_is_not_known_has_no_note() -> None:
    assert note_of(None, SCALE) is None
    assert known_share(notes((1, 2), (2, None))) == 33


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        (SCALE, ""),
        ([], "target.no_band"),
        ([Band(D(5), D(1)), Band(D(5), D(2))], "target.band_order"),
        ([Band(D(5), D(1)), Band(D(4), D(2))], "target.band_order"),
        ([Band(D(1), D(11))], "target.band_note"),
        ([Band(D(1), D("5.55"))], "target.band_note"),
        ([Band(D(each), D(1)) for each in range(9)], "target.too_many_bands"),
    ],
)
def test_what_is_wrong_with_a_scale(bands: list[Band], code: str) -> None:
    assert check_bands(bands) == code
