"""How an action says no: in the person's words, with what was kept and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class Refused(Exception):
    """An action was not done and nothing was changed.

    `message` speaks to the person, in their language; `fields` names the inputs to mend, each with its messages.
    Shells answer 422 with both.
    """

    def __init__(self, message: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields: Mapping[str, Sequence[str]] = fields or {}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the journal tells a change of; `field` is the name it bears there, where one subject has many."""

    kind: str
    key: int
    field: str = ""


class Conflict(Refused):
    """Somebody else changed the same value meanwhile; `current` is what is stored now.

    `subject` is where the journal says who it was, and when.
    """

    def __init__(self, message: str, *, field: str, current: object, subject: Subject | None = None) -> None:
        super().__init__(message, fields={field: [message]})
        self.field = field
        self.current = current
        self.subject = subject


def refuse_field(name: str, message: str) -> Refused:
    """The refusal of one field, which says it all."""
    return Refused(message, fields={name: [message]})
