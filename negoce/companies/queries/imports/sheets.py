"""Which sheet of a workbook holds the table: covers, notices and totals often stand before it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.source import layout_of
from negoce.companies.queries.imports.targets import guess_target, is_known_name, missing_needs
from negoce.companies.rules.imports.header import find_header
from negoce.files.reading.rows import TableRow
from negoce.files.reading.table import look_at

_MOST_SHEETS = 20
_SEEN_ROWS = 40
# Each sheet is unpacked to be looked at: a heavy workbook is judged by its first ones.
_SECONDS = 5.0

Rank = tuple[bool, int, bool]


def best_sheet(run: ImportRun) -> int:
    """The sheet with most columns that are known by their names; of equal ones the first, else the first filled.

    Raises Refused when the workbook cannot be read.
    """
    from negoce.files.reading.workbook_rows import sheet_names

    count = min(len(sheet_names(run.file.path)), _MOST_SHEETS)
    if count < 2:
        return 0
    began, ranks = time.monotonic(), list[Rank]()
    for position in range(count):
        run.sheet = position
        ranks.append(_rank(look_at(run.file.path, layout_of(run), _SEEN_ROWS)))
        if time.monotonic() - began > _SECONDS and ranks[-1][2]:
            break
    return ranks.index(max(ranks))


def _rank(rows: Sequence[TableRow]) -> Rank:
    """Whether something can be imported from these rows, how many columns are known, whether they hold anything."""
    filled = any(not row.is_blank for row in rows)
    header = find_header([row.cells for row in rows], is_known_name()) if filled else None
    if header is None or header.last < 0:
        return False, 0, filled
    samples = [row.cells for row in rows[header.data_starts :] if not row.is_blank]
    target, mapping = guess_target(header, samples)
    whole = not missing_needs(target, mapping)
    return whole and bool(samples), len(mapping), filled
