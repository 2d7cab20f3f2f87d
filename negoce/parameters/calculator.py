"""A rule that anybody may put a question to: what it takes, how it answers, and its worked example.

One declaration serves the page, the API and the command line: form, JSON schema and reading are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negoce.kit.worked import Worked
from negoce.parameters.rules.dated_values import DatedValues

Given = Mapping[str, Any]


class InputKind(StrEnum):
    """What an input holds, and so how it is read and written."""

    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to give. `columns` are those of a table (ROWS); `choices` pairs a value with its words.

    An input that is not required may have a `default`; without one, nothing given is None.
    """

    key: str
    label: Any
    kind: InputKind
    required: bool = True
    default: Any = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    choices: Sequence[tuple[str, Any]] = ()
    columns: tuple[Input, ...] = ()
    note: Any = ""


class ResultUnit(StrEnum):
    """How a result is written."""

    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of the answer; `main` is the one that was asked for; `words` says a code as people do."""

    key: str
    label: Any
    unit: ResultUnit
    main: bool = False
    words: Mapping[str, Any] = field(default_factory=dict, hash=False)


def attributes(*keys: str) -> Callable[[object], Mapping[str, object]]:
    """Shows a value by its attributes of these names."""
    return lambda found: {key: getattr(found, key) for key in keys}


@dataclass(frozen=True, slots=True)
class Calculator:
    """A rule as a question. `work` gets what was given, read, and the dated values; it may raise CannotWork.

    `results` names the figures that `show` takes out of the value. `messages` has the sentences of its steps and
    findings. Several calculators may answer for one rule: `ask` tells them apart in a request.
    """

    rule: str
    ask: str
    title: Any
    inputs: tuple[Input, ...]
    work: Callable[[Given, DatedValues], Worked[Any]]
    show: Callable[[Any], Mapping[str, object]]
    results: tuple[Result, ...]
    messages: Mapping[str, Any]
    example: Given
    source: str = ""
    note: Any = ""
    group: Any = field(default="")
