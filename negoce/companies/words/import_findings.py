"""What an import says of a row, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.models import ImportRowIssue
from negoce.companies.words.findings import say
from negoce.kit.explain import Finding

_AMOUNT = re.compile(r"-?\d+\.\d+")
_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")


def say_row(code: str, figures: Mapping[str, object]) -> str:
    """The sentence for a finding of an import."""
    return say(Finding(code, "error", figures))


def say_issue(issue: ImportRowIssue) -> str:
    """The sentence for a stored issue, its figures written as before they were stored."""
    return say_row(issue.code, {name: _as_before(name, value) for name, value in issue.figures.items()})


def _as_before(name: str, value: object) -> object:
    """JSON keeps amounts and dates as texts; what a person typed (`text`) stays as typed."""
    if name == "text" or not isinstance(value, str):
        return value
    if _AMOUNT.fullmatch(value):
        return Decimal(value)
    return date.fromisoformat(value) if _DAY.fullmatch(value) else value
