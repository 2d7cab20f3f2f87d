"""Numbers that addresses and forms bear."""

from __future__ import annotations

import pytest

from negoce.web.http import seen_revision, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("9" * 9, 999_999_999),
        ("9" * 5000, None),
    ],
)
def test_only_digits_and_few_of_them_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number
    assert seen_revision(text) == (-1 if number is None else number)
