"""What the cells of a sheet span, however the sheet writes them."""

from __future__ import annotations

import time

import pytest

from negoce.files.rules.sheets import MAX_CELLS, SheetExtent, check_extent


def extent_of(xml: str, piece: int = 1 << 20) -> SheetExtent:
    extent = SheetExtent()
    content = xml.encode()
    for start in range(0, len(content), piece):
        extent.feed(content[start : start + piece])
    return extent


def cell(place: str, more: str = "") -> str:
    return f'<c r="{place}"{more}><v>1</v></c>'


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        ("", 0),
        (cell("B2"), 1),
        (cell("B2") + cell("D11"), 30),
        (cell("A1", ' s="1" t="s"') + "<c s='1' r='C2' ><v/></c>", 6),
        # Empty cells, for all their looks, span nothing.
        (cell("A1") + '<c r="XFD1048576" s="4"/>', 1),
        ('<row r="1"><c><v>1</v></c><c t="s"><v>1</v></c></row><row r="5"><c><v>1</v></c></row>', 10),
        ("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>", 2),
        ('<x:row r="1"><x:c r="a1"><x:v>1</x:v></x:c><x:c r="c4"><x:v>1</x:v></x:c></x:row>', 12),
    ],
)
def test_the_span_of_filled_cells(xml: str, cells: int, piece: int) -> None:
    assert extent_of(xml, piece).cells == cells


@pytest.mark.parametrize(
    "far",
    [
        cell("XFD1048576"),
        f'<c {" " * 5_000} r="XFD1048576"><v>1</v></c>',
        '<c x=">" r="XFD1048576"><v>1</v></c>',
        "<c\n r = 'XFD1048576'><v>1</v></c>",
        cell("AAAAAA1048576"),
        f"<c {'x' * 200_000}",
    ],
)
def test_a_far_cell_is_seen_however_it_is_written(far: str) -> None:
    finding = check_extent(extent_of(cell("A1") + far, 50_000))
    assert finding is not None
    assert finding.code == "sheet.too_wide"


def test_a_full_sheet_of_twenty_columns_is_opened() -> None:
    extent = extent_of(cell("A1") + cell("T1048576"))
    assert (extent.cells < MAX_CELLS, check_extent(extent)) == (True, None)


@pytest.mark.parametrize("unit", ["<c ", ' r="A1"', "<c r=", "r ", "<", "<a:", "<c r='A1' />", "<row "])
def test_no_text_takes_long(unit: str) -> None:
    began = time.perf_counter()
    extent_of(unit * (2_000_000 // len(unit)) + ">")
    # Not how quick it is: work that grows with the square of the text would take hours.
    assert time.perf_counter() - began < 60


def test_a_cell_beyond_the_last_column_of_any_spreadsheet_is_refused() -> None:
    assert check_extent(extent_of(cell("A1") + cell("XFD1"))) is None
    assert check_extent(extent_of(cell("A1") + cell("XFE1"))) is not None
    assert check_extent(extent_of(cell("AAAAAA1"))) is not None
    assert check_extent(extent_of("<row>" + "<c><v>1</v></c>" * 16_385 + "</row>")) is not None
