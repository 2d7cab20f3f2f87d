"""Titles and notes beside the lines that are invoiced."""

from __future__ import annotations

import pytest

from negoce.billing.rules.headings import headings_kept
from negoce.catalogue.enums import LineKind as K

KINDS = {"t": K.TITLE, "n": K.NOTE, "i": K.ITEM}


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("tiItii", "101000"),  # one of the first section, none of the second
        ("tIIn", "1111"),
        ("nIti", "1100"),  # what stands before any title is a section of its own
        ("tntI", "0011"),  # a title without a line below it is left out, its note too
        ("ti", "00"),
        ("", ""),
    ],
)
def test_what_heads_no_line_stays_out(lines: str, kept: str) -> None:
    found = headings_kept([KINDS[each.lower()] for each in lines], [each == "I" for each in lines])
    assert "".join("1" if each else "0" for each in found) == kept
