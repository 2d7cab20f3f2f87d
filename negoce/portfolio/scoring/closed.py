"""Which column of a table of deals says what became of them, and which deals are over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from negoce.portfolio.scoring.cells import BLANK, Table, level, plain

_WON = frozenset({"won", "closed won", "gagne", "gagnee", "win"})
_LOST = frozenset({"lost", "closed lost", "perdu", "perdue", "loss"})
_NAMES = re.compile(r"\b(status|outcome|result|won|stage|statut|issue|resultat|etat|etape|gagnee?)\b")


def outcome_columns(table: Table) -> Sequence[str]:
    """The columns that may be the outcome: those of won and lost deals; else of two values and such a name."""
    levels = {name: {level(cell) for cell in cells} - {BLANK} for name, cells in table.items()}
    told = [name for name, found in levels.items() if found & _WON and found & _LOST]
    return told or [
        name
        for name, found in levels.items()
        if len(found) == 2 and _NAMES.search(re.sub(r"[^a-z0-9]+", " ", plain(name)))
    ]


def closed_only(cells: Sequence[str], positive: str = "") -> list[str]:
    """The same cells, blank where the deal is neither won nor lost while others are: it is not over, and no loss.

    Another word that is said to be the `positive` one settles it: then every cell teaches.
    """
    found = {level(cell) for cell in cells}
    if not (_WON & found and _LOST & found) or (positive and level(positive) not in _WON | _LOST):
        return list(cells)
    return [cell if level(cell) in _WON | _LOST else BLANK for cell in cells]
