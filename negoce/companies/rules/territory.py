"""Which territory a company falls to: the longest prefix of its postal code or of its APE code wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from negoce.identity.enums import TerritoryCriterion


@dataclass(frozen=True, slots=True)
class Prefix:
    """One prefix of a territory, as the administrator wrote it."""

    territory_id: int
    criterion: TerritoryCriterion
    prefix: str


def bare_code(code: str) -> str:
    """Return a code as prefixes are compared: without dot nor space, in capitals."""
    return code.replace(".", "").replace(" ", "").upper()


def prefixes_of(code: str) -> list[str]:
    """Return every beginning of a code, as it may stand in the table: ``4690Z`` also as ``46.90Z``."""
    bare = bare_code(code)
    starts = [bare[:length] for length in range(1, len(bare) + 1)]
    return starts + [f"{start[:2]}.{start[2:]}" for start in starts if len(start) > 2]


def choose_territory(postal_code: str, activity_code: str, prefixes: Iterable[Prefix]) -> int | None:
    """Return the territory whose prefix is the longest that begins one of the two codes, or None.

    At equal length the place decides before the trade.
    """
    codes = {
        TerritoryCriterion.POSTAL_CODE: bare_code(postal_code),
        TerritoryCriterion.ACTIVITY_CODE: bare_code(activity_code),
    }
    best: tuple[int, bool, int] | None = None
    for each in prefixes:
        bare = bare_code(each.prefix)
        if not bare or not codes[each.criterion].startswith(bare):
            continue
        rank = (len(bare), each.criterion is TerritoryCriterion.POSTAL_CODE, each.territory_id)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None
