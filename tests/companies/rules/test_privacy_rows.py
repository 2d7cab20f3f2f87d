"""Finding a person in rows and filters, and how long hostile texts keep us."""

from __future__ import annotations

import time

import pytest

from negoce.companies.rules.filter_text import read_filter
from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.privacy.filter import redact_filter, redact_query
from negoce.companies.rules.privacy.redaction import traces_of
from negoce.companies.rules.privacy.rows import sought

COORDINATES = ("hq@gardot.example", "+33639980001")
TRACES = traces_of("Hélène", "Quenneville", COORDINATES)
HELENE = sought("Hélène", "Quenneville", COORDINATES, TRACES)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Gardot", "QUENNEVILLE", "", "HÉLÈNE"), True),
        (("Mme Quenneville",), True),
        (("Gardot", "H. Quenneville"), True),
        (("HQ@Gardot.example",), True),
        (("06.39.98.00.01",), True),
        (("0033 6 39 98 00 01 poste 4",), True),
        (("Gardot", "Quenneville", "Paul"), False),
        (("Quenneville SA", "Hélène Roche"), False),
        (("Gardot", "Roche", "Hélène"), False),
        ((), False),
    ],
)
def test_a_row_names_somebody_by_both_names_or_by_what_is_only_theirs(
    cells: tuple[str, ...], found: bool
) -> None:
    assert HELENE.in_row(cells) is found


@pytest.mark.parametrize(
    ("text", "found"), [("quenneville@@", True), ("0639980001234", True), ("Roche", False), ("", False)]
)
def test_a_faulty_value_is_theirs_by_the_last_name_alone(text: str, found: bool) -> None:
    assert HELENE.in_value(text) is found


def redact(text: str) -> str:
    return TRACES.redact(text, "[x]")


def redact_alone(text: str) -> str:
    return traces_of("Hélène", "Quenneville", COORDINATES, alone=True).redact(text, "[x]")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("city is Nîmes", "city is Nîmes"),
        ("email is hq@gardot.example and city is Nîmes", "email is [x] and city is Nîmes"),
        ('mobile is "06 39 98 00 01" or note contains Hélène', "mobile is [x] or note contains [x]"),
        ("note contains Hélène", "note contains Hélène"),
        ("this is broken ( hq@gardot.example", "this is broken ( [x]"),
        ("", ""),
    ],
)
def test_a_filter_keeps_what_is_not_theirs(before: str, after: str) -> None:
    assert redact_filter(before, redact, redact_alone) == after
    assert read_filter(after).problems == read_filter(before).problems or "[x]" in after


def test_a_query_without_them_is_left_letter_for_letter() -> None:
    query = "filter=city+is+N%C3%AEmes&columns=name:200,email&sort=-name&odd"
    assert redact_query(query, redact, redact_alone) == query
    theirs = "filter=email+is+hq%40gardot.example&columns=name:200"
    assert redact_query(theirs, redact, redact_alone) == "filter=email+is+%5Bx%5D&columns=name:200"


UNITS = (
    "a",
    "a ",
    "1",
    "1 ",
    "06 ",
    "é",
    "-",
    "'",
    ".",
    "@",
    "a@",
    "a.",
    "est ",
    "elle a une ",
    "(",
    "\n",
    "n’",
)


@pytest.mark.parametrize("end", ["", "!", "@"])
def test_no_note_keeps_the_guard_long(end: str) -> None:
    """10,000 characters of whatever a pattern begins with: under a tenth of a second of processor each."""
    check_free_text("x")
    slow = []
    for unit in UNITS:
        text = (unit * (10_000 // len(unit) + 1))[: 10_000 - len(end)] + end
        began = time.process_time()
        check_free_text(text)
        TRACES.redact(text, "[x]")
        if time.process_time() - began > 0.25:
            slow.append(unit)
    assert slow == []
