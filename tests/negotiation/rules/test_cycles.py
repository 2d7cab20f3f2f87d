"""Cycles: what a kind of sale goes through, how long, with which tasks; nothing typed breaks one."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.kit.explain import Finding
from negoce.negotiation.enums import DealStep
from negoce.negotiation.rules.cycles import (
    USUAL,
    CycleStep,
    StepTask,
    as_stored,
    clean_step,
    columns_of,
    days_in_all,
    is_still,
    read_steps,
    shown_steps,
    step_of,
    with_step,
)

TODAY = date(2026, 11, 20)
CALL = {"subject": "Rappeler", "kind": "call", "days": "2"}


def test_a_stored_cycle_reads_back_and_what_it_does_not_say_is_usual() -> None:
    told, _errors = clean_step("contact", is_used=True, days="7", tasks=[CALL])
    assert told == CycleStep(DealStep.CONTACT, True, 7, (StepTask("Rappeler", "call", 2),))
    steps, _finding = with_step(USUAL, told)
    assert read_steps(as_stored(steps)) == steps
    assert read_steps([]) == USUAL
    assert days_in_all(USUAL) == 198
    assert days_in_all(steps) == 190


def test_a_skipped_step_is_shown_to_the_deal_that_stands_there_alone() -> None:
    skipped, _errors = clean_step("discussion", is_used=False, days="21", tasks=[])
    assert skipped is not None
    steps, _finding = with_step(USUAL, skipped)
    assert len(shown_steps(steps, "contact")) == 8
    assert len(shown_steps(steps, "discussion")) == 9


def test_a_cycle_keeps_one_step() -> None:
    alone = tuple(CycleStep(each.step, each.step == "contact", each.days) for each in USUAL)
    assert with_step(alone, CycleStep(DealStep.CONTACT, False, 7)) == (alone, Finding("cycle.no_step"))


@pytest.mark.parametrize(
    ("state", "since", "still"),
    [
        ("open", date(2026, 10, 31), False),
        ("open", date(2026, 10, 30), True),
        ("lost", date(2020, 1, 1), False),
    ],
)
def test_a_deal_stands_still_when_its_step_lasts(state: str, since: date, still: bool) -> None:
    assert step_of(USUAL, "negotiation").days == 21
    assert is_still(USUAL, state, "negotiation", since, TODAY) is still


@pytest.mark.parametrize(
    ("days", "task", "errors"),
    [
        ("0", CALL, {"days": "cycle.days"}),
        ("731", CALL, {"days": "cycle.days"}),
        ("vite", CALL, {"days": "cycle.days"}),
        ("7", {**CALL, "kind": "note"}, {"kind-1": "cycle.task_kind"}),
        ("7", {**CALL, "days": "-1"}, {"days-1": "cycle.task_days"}),
        ("7", {**CALL, "subject": "", "kind": "note"}, {}),
        ("7", {**CALL, "days": ""}, {}),
    ],
)
def test_what_is_typed_is_read_or_refused(days: str, task: dict[str, str], errors: dict[str, str]) -> None:
    found, refused = clean_step("contact", is_used=True, days=days, tasks=[task])
    assert {name: finding.code for name, finding in refused.items()} == errors
    assert (found is None) is bool(errors)


def test_columns_are_groups_of_steps_and_hold_those_that_the_cycle_skips() -> None:
    def said(step: str, used: bool, joined: bool = False, column: str = "") -> None:
        nonlocal steps
        read, errors = clean_step(step, is_used=used, days="9", tasks=[], is_joined=joined, column=column)
        assert (read is not None, dict(errors)) == (True, {})
        if read is not None:
            steps, _finding = with_step(steps, read)

    steps = USUAL
    said("preparation", used=False)
    said("discovery", used=True, joined=True)
    said("contact", used=True, column="Premier rendez-vous")
    said("discussion", used=False)
    for step in ("leave_taking", "follow_up"):
        said(step, used=True, joined=True)
    assert [(each.title, [step.value for step in each.steps]) for each in columns_of(steps)] == [
        ("Premier rendez-vous", ["contact", "discovery", "preparation"]),
        ("", ["presentation", "discussion"]),
        ("", ["negotiation"]),
        ("", ["conclusion", "leave_taking", "follow_up"]),
    ]
    assert read_steps(as_stored(steps)) == steps
