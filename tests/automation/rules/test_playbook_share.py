"""Who gets a playbook, and which steps are due."""

from datetime import date

import pytest

from negoce.automation.rules.playbook_share import PlannedStep, due_steps, in_control


@pytest.mark.parametrize("percent", [0, 15, 50])
def test_so_many_are_left_out_and_always_the_same(percent: int) -> None:
    drawn = [in_control("playbook", f"company{number}", percent) for number in range(10_000)]
    assert abs(sum(drawn) - percent * 100) < 150
    assert drawn == [in_control("playbook", f"company{number}", percent) for number in range(10_000)]


def test_two_playbooks_draw_apart() -> None:
    both = [
        (in_control("welcome", f"c{number}", 50), in_control("wake", f"c{number}", 50))
        for number in range(2_000)
    ]
    assert abs(sum(one and other for one, other in both) - 500) < 100


def test_steps_are_due_from_their_day_and_once() -> None:
    steps = [PlannedStep(1, 0), PlannedStep(2, 7), PlannedStep(3, 30)]
    start = date(2026, 11, 2)
    assert due_steps(steps, (), start, date(2026, 11, 2)) == [1]
    assert due_steps(steps, {1}, start, date(2026, 11, 8)) == []
    assert due_steps(steps, {1}, start, date(2026, 11, 9)) == [2]
    assert due_steps(steps, {2}, start, date(2027, 1, 1)) == [1, 3]
