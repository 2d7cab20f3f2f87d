"""The season that a command is told: read from the orders, none, a named one, or twelve indices in a file."""

from __future__ import annotations

from pathlib import Path

from negoce.cli.tables import NotATable, read_table
from negoce.portfolio.foresight.season import NAMED, NO_SEASON, Season, declared_season

OWN, NONE = "own", "none"


def told_season(text: str) -> Season | None:
    """None for the season read from the orders. Raises NotATable with what is wrong."""
    if text == OWN:
        return None
    if text == NONE:
        return NO_SEASON
    if text in NAMED:
        return declared_season(NAMED[text])
    table = read_table(Path(text))
    if not {"month", "index"} <= set(table):
        raise NotATable(f"{text} needs the columns month and index, one line for each month from 1 to 12.")
    try:
        months = {
            int(month): float(index.replace(",", "."))
            for month, index in zip(table["month"], table["index"], strict=True)
        }
        return declared_season(months)
    except ValueError:
        raise NotATable(f"{text} needs one index above 0 for each month from 1 to 12.") from None
