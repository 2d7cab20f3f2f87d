"""Which character separates the cells of a text file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

SEPARATORS = (";", "\t", ",", "|")
_MOST_ROWS = 200


def guess_separator(sample: str) -> str:
    """Return the separator that cuts the lines of a sample most evenly into most cells; ``;`` when none
    does.
    """
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        score = _evenness(_cut(sample, separator))
        if score > best_score:
            best, best_score = separator, score
    return best


def _cut(sample: str, separator: str) -> list[int]:
    """The number of cells of each line; the last line of a sample may be cut short and is left out."""
    widths: list[int] = []
    try:
        for cells in csv.reader(sample.splitlines(keepends=True), delimiter=separator):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) > _MOST_ROWS:
                break
    except csv.Error:
        pass
    return widths[:-1] if len(widths) > 2 else widths


def _evenness(widths: Sequence[int]) -> float:
    """Between 0 and the logarithm of the width: even lines of many cells come first."""
    if not widths:
        return 0.0
    width, count = Counter(widths).most_common(1)[0]
    if width < 2:
        # A title above the table may be most of a short sample.
        wider = Counter(value for value in widths if value > 1)
        if not wider:
            return 0.0
        width, count = wider.most_common(1)[0]
    return (count / len(widths)) ** 2 * (1 + min(width, 40) / 40)
