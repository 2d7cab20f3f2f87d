"""One text shown to people, as found in the source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A French text; `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue files it under."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Found:
    """A message and the place it was found in."""

    message: Message
    path: str
    line: int


class ExtractionProblem(Exception):
    """A file that cannot be read, or a text that no translator could ever see."""
