"""The steps towards a contact: what is done by the facts, the day proposed for the rest."""

from __future__ import annotations

from datetime import date

from negoce.prospecting.enums import PathStep
from negoce.prospecting.rules.contact_path import PathFacts, contact_path

FRIDAY = date(2026, 11, 20)


def test_a_bare_name_has_everything_to_do_on_working_days() -> None:
    lines = contact_path(PathFacts(), FRIDAY)
    assert [line.is_done for line in lines] == [False] * 8
    assert [line.propose_on for line in lines[:6]] == [
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 25),
        date(2026, 11, 26),
        date(2026, 11, 27),
        date(2026, 11, 30),
    ]


def test_each_fact_does_its_step() -> None:
    facts = PathFacts(
        phone="+33145000000",
        people=2,
        person="Odile Perrin",
        decides=True,
        has_direct=True,
        informed_on=FRIDAY,
        spoken_on=FRIDAY,
        need_on=FRIDAY,
        confirmed=3,
        criteria=4,
        is_qualified=True,
    )
    lines = contact_path(facts, FRIDAY)
    assert [line.step for line in lines if line.is_done] == list(PathStep)
    assert [line.propose_on for line in lines] == [None] * 8
    assert lines[2].reason.figures == {"name": "Odile Perrin"}


def test_what_is_left_of_the_grid_is_told() -> None:
    last = contact_path(PathFacts(confirmed=2, criteria=4), FRIDAY)[-1]
    assert (last.reason.code, last.reason.figures["confirmed"]) == ("path.qualified.to_do", 2)


def test_no_step_is_proposed_for_a_holiday() -> None:
    # 24 December 2026 is a Thursday: Christmas, a Friday, then the weekend are left out.
    lines = contact_path(PathFacts(), date(2026, 12, 24))
    assert [line.propose_on for line in lines[:2]] == [date(2026, 12, 28), date(2026, 12, 29)]
