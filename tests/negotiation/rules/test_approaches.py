"""What the first steps of a cycle order before there is a deal, and which of them is reached."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.enums import DealStep
from negoce.negotiation.rules.approaches import first_tasks, step_reached
from negoce.negotiation.rules.cycles import read_steps

TODAY = date(2026, 11, 20)
P, C = DealStep.PREPARATION, DealStep.CONTACT


def task(subject: str, days: int) -> dict[str, object]:
    return {"subject": subject, "kind": "call", "days": days}


def test_contact_begins_once_what_is_prepared_is_due() -> None:
    steps = read_steps(
        [
            {"step": "preparation", "days": 10, "tasks": [task("Dossier", 2), task("Lire le site", 0)]},
            {"step": "contact", "days": 10, "tasks": [task("Rappeler", 2)]},
            {"step": "discovery", "days": 10, "tasks": [task("Compte rendu", 1)]},
        ]
    )
    assert [(each.step, each.task.subject, each.due_on) for each in first_tasks(steps, TODAY)] == [
        (P, "Lire le site", TODAY),
        # Two days after a Friday is a Sunday.
        (P, "Dossier", date(2026, 11, 23)),
        (C, "Rappeler", date(2026, 11, 25)),
    ]


def test_a_step_that_the_cycle_skips_orders_nothing() -> None:
    steps = read_steps([{"step": "preparation", "used": False, "tasks": [task("Dossier", 3)]}])
    assert first_tasks(steps, TODAY) == []


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([(P, False), (C, False)], P),
        ([(P, True), (C, False)], C),
        ([(P, False), (C, True)], P),
        ([(P, True), (C, True)], C),
        ([(P, True)], P),
        ([], C),
    ],
)
def test_the_step_reached(tasks: list[tuple[DealStep, bool]], expected: DealStep) -> None:
    assert step_reached(tasks) == expected
