"""Values that carry their explanation: a code and its figures, put into words by the shell.

Rules never write sentences. They return a code such as ``siren.check_digit`` and the figures that
the sentence needs; `negoce.ui.words.say` turns both into a sentence of the package that owns the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

Severity = Literal["error", "warning", "info", "question"]

T = TypeVar("T")

NO_FIGURES: Mapping[str, object] = MappingProxyType({})


def no_figures() -> Mapping[str, object]:
    """Return the figures of a sentence that needs none."""
    return NO_FIGURES


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a computed value is what it is."""

    code: str
    figures: Mapping[str, object] = field(default_factory=no_figures, hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about an input; an ``error`` refuses it, the others let it pass."""

    code: str
    severity: Severity = "error"
    figures: Mapping[str, object] = field(default_factory=no_figures, hash=False)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What reading a text gave: a value, or nothing; and what there is to say about it.

    Both ``value`` and ``finding`` are None for an empty text: nothing was given, nothing is wrong.
    A value may come with a warning.
    """

    value: T | None = None
    finding: Finding | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the text was something that is not acceptable."""
        return self.finding is not None and self.finding.severity == "error"


def refuse(code: str, **figures: object) -> Parsed[T]:
    """Return the refusal of an input, with the code and the figures of its reason."""
    return Parsed(None, Finding(code, "error", figures))
