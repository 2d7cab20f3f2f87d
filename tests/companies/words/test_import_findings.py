"""What the report of an import says, from what the database keeps of it."""

from __future__ import annotations

from negoce.companies.models import ImportRowIssue
from negoce.companies.words.import_findings import say_issue


def test_stored_amounts_and_days_are_written_as_people_read_them() -> None:
    amounts = {"net": "100.00", "vat": "20.00", "total": "1125.50"}
    assert "1\N{NARROW NO-BREAK SPACE}125,50" in say_issue(_issue("account.does_not_add_up", amounts))
    assert "1er sept. 2026" in say_issue(_issue("account.due_before", {"day": "2026-09-01"}))


def test_what_was_typed_stays_as_typed() -> None:
    assert "2026-13-45" in say_issue(_issue("date.unreadable", {"text": "2026-13-45"}))


def _issue(code: str, figures: dict[str, str]) -> ImportRowIssue:
    return ImportRowIssue(code=code, figures=figures)
