"""What comes next when a deal ends is dated, or a word says why nothing does."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.rules.next_step import clean_next_step

TODAY = date(2026, 11, 20)


def test_a_step_with_its_day_or_a_word_is_enough() -> None:
    found = clean_next_step({"next_what": "Livrer", "next_on": "1/12/2026"}, TODAY)
    assert (found.what, found.day, found.errors) == ("Livrer", date(2026, 12, 1), {})
    none = clean_next_step({"next_none": "La société ferme"}, TODAY)
    assert (none.none_words, none.day, none.errors) == ("La société ferme", None, {})


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "next_what", "deal.next_needed"),
        ({"next_on": "demain"}, "next_what", "deal.next_what_needed"),
        ({"next_what": "Livrer"}, "next_on", "deal.next_day_needed"),
        ({"next_what": "Livrer", "next_on": "19/11/2026"}, "next_on", "deal.next_in_past"),
        ({"next_what": "Livrer", "next_none": "Rien"}, "next_none", "deal.next_and_none"),
        ({"next_none": "x" * 301}, "next_none", "text.too_long"),
    ],
)
def test_what_is_missing_is_told(given: dict[str, str], field: str, code: str) -> None:
    errors = clean_next_step(given, TODAY).errors
    assert [(name, each.code) for name, each in errors.items()] == [(field, code)]
