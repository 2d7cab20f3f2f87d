"""Who gets a playbook and who does not, and which steps are due. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

_PARTS = 10_000


def in_control(playbook: str, company: str, percent: int) -> bool:
    """Whether a company gets nothing of a playbook, so that its effect can be measured (L5).

    Both are public ids: the draw is the same whoever asks and whenever, and does not look at the company. `percent`
    of many companies are drawn.
    """
    drawn = int.from_bytes(sha256(f"{playbook}:{company}".encode()).digest()[:8], "big") % _PARTS
    return drawn < percent * (_PARTS // 100)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step by its key, and how many days after the beginning it is due."""

    key: int
    delay_days: int


def due_steps(
    steps: Sequence[PlannedStep], done: Collection[int], started_on: date, today: date
) -> Sequence[int]:
    """The keys of the steps that are due and not done, in order.

    A step that was added later, behind the last one done, is due at once if its day has come.
    """
    return [step.key for step in steps if step.key not in done and is_due(step.delay_days, started_on, today)]


def is_due(delay_days: int, started_on: date, today: date) -> bool:
    """Whether so many days have passed since the beginning."""
    return started_on + timedelta(days=delay_days) <= today
