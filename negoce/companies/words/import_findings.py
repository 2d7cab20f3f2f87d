"""What an import says of a row, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.models import ImportRowIssue
from negoce.companies.words.findings import say
from negoce.kit.explain import Finding


def say_row(code: str, figures: Mapping[str, object]) -> str:
    """The sentence for a finding of an import."""
    return say(Finding(code, "error", figures))


def say_issue(issue: ImportRowIssue) -> str:
    """The sentence for a stored issue."""
    return say_row(issue.code, issue.figures)
