"""By when a person's request about their data is answered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.kit.dates import add_months
from negoce.kit.explain import Explanation

MONTHS, MONTHS_IF_COMPLEX = 1, 3


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """The last day of the answer, and what it counts from."""

    due_on: date
    reason: Explanation

    def days_left(self, today: date) -> int:
        """How many days are left; negative once late."""
        return (self.due_on - today).days


def answer_due(received_on: date, *, complex_request: bool = False) -> AnswerDue:
    """Return by when a request is answered: one month, and two more when it is complex (R-G2).

    The person is told of the two more months, and why, before the first month is over.
    """
    months = MONTHS_IF_COMPLEX if complex_request else MONTHS
    code = "rights.due_complex" if complex_request else "rights.due"
    due_on = add_months(received_on, months)
    return AnswerDue(due_on, Explanation(code, {"day": received_on, "months": months}))


def may_extend(received_on: date, today: date) -> bool:
    """Whether the two more months may still be told: within the first one."""
    return today <= answer_due(received_on).due_on
