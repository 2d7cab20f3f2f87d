"""Where a company stands on the map: the centre of its commune, found by postal code and town."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from negoce.companies.reference.tables import PositionRow, commune_positions
from negoce.companies.rules.postal_codes import same_town
from negoce.kit.text import name_key

MAINLAND = "mainland"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune in degrees WGS 84. `roads` names the network it lies on: no road leads from one to another.

    `exact` is false where the town was not found and another of the same postal code stands for it.
    """

    name: str
    postal_code: str
    latitude: float
    longitude: float
    roads: str = MAINLAND
    exact: bool = True


@lru_cache(maxsize=16_384)
def place_of(postal_code: str, city: str = "") -> Place | None:
    """Return the place of an address; None when neither its postal code nor its town is known.

    A CEDEX code, which no table has, is looked up by the town within the department.
    """
    code, wanted = postal_code.strip(), name_key(city)
    if len(code) != 5 or not code.isdigit():
        return None
    rows = commune_positions(code)
    named = _named(rows, wanted)
    if named is not None:
        return _place(named)
    elsewhere = _named(commune_positions(code[:2]), wanted) if wanted else None
    if elsewhere is not None and (not rows or _is_whole_town(elsewhere, wanted)):
        return _place(elsewhere)
    return _place(rows[0], exact=not wanted and len(rows) == 1) if rows else None


def roads_of(postal_code: str) -> str:
    """Return the network of roads of a postal code: Corsica and each overseas department have their own."""
    if postal_code[:2] in ("97", "98"):
        return postal_code[:3]
    return "corsica" if postal_code[:2] == "20" else MAINLAND


def suggest_places(text: str, limit: int = 8) -> tuple[Place, ...]:
    """Return places whose postal code begins with what was typed, as « 44000 Nantes » is; for a starting point."""
    digits = "".join(letter for letter in text[:40] if letter.isdigit())[:5]
    words = name_key("".join(letter for letter in text[:60] if not letter.isdigit()))
    if len(digits) < 2:
        return ()
    rows = [row for row in commune_positions(digits) if not words or name_key(row.name).startswith(words)]
    return tuple(_place(row) for row in rows[:limit])


def _named(rows: tuple[PositionRow, ...], wanted: str) -> PositionRow | None:
    if not wanted:
        return None
    return next((row for row in rows if same_town(name_key(row.name), wanted)), None)


def _is_whole_town(row: PositionRow, wanted: str) -> bool:
    return name_key(row.name) == wanted


def _place(row: PositionRow, *, exact: bool = True) -> Place:
    return Place(row.name, row.postal_code, row.latitude, row.longitude, roads_of(row.postal_code), exact)
