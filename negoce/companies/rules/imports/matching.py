"""Whether a row of a file is a company that is known already. Pure.

An equal SIRET is not always the same company: sites are declared under their head office, each with its name
and place. Under one name, or nearly, it is one company wherever it is: it moved, or its address is badly written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from negoce.companies.rules.imports.alike_names import alike_names
from negoce.companies.rules.postal_codes import same_town
from negoce.kit.text import name_key, strip_legal_forms


class Place(IntEnum):
    """How two places compare."""

    DIFFERENT = 0
    UNKNOWN = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """What identifies a company; `key` is that of its source, `handle` names the record to the caller."""

    handle: int
    key: str
    siren: str
    siret: str
    bare_name: str
    postal_code: str
    city_key: str

    @property
    def has_place(self) -> bool:
        """Tell whether anything of the place is known."""
        return bool(self.postal_code or self.city_key)


def likeness_of(handle: int, key: str, values: Mapping[str, object]) -> Likeness:
    """Take what identifies a company from its values."""
    return Likeness(
        handle,
        key,
        str(values.get("siren") or ""),
        str(values.get("siret") or ""),
        _bare_name(str(values.get("name") or "")),
        str(values.get("postal_code") or ""),
        str(values.get("city_key") or "") or name_key(str(values.get("city") or "")),
    )


# A row's name is asked for when it is looked up and again when its company is remembered.
_bare_name = lru_cache(maxsize=4_096)(strip_legal_forms)


def find_same(row: Likeness, known: Iterable[Likeness]) -> Likeness | None:
    """Return the known company that a row speaks of, or None; the surest reason wins, then the oldest
    record.
    """
    ranked = [(-_sureness(row, each), each.handle, each) for each in known]
    possible = sorted(entry for entry in ranked if entry[0] < 0)
    if not possible:
        return None
    best = possible[0]
    if -best[0] == _MAYBE and len([entry for entry in possible if entry[0] == best[0]]) > 1:
        return None
    return best[2]


def same_siret(row: Likeness, known: Iterable[Likeness]) -> Likeness | None:
    """Return the oldest known company that bears the SIRET of a row which is none of them, or None.

    Two codes of one source say that they are two: there is nothing to ask then.
    """
    bearers = [
        each for each in known if row.siret and each.siret == row.siret and not _coded_apart(row, each)
    ]
    return min(bearers, key=lambda each: each.handle, default=None)


_MAYBE = 1


def _sureness(row: Likeness, known: Likeness) -> int:
    """0 when they differ, more when it is surer that they are one."""
    if row.siren and known.siren and row.siren != known.siren:
        return 0
    same_name, place = row.bare_name == known.bare_name, _compare_places(row, known)
    if _coded_apart(row, known):
        return 0
    if row.key and row.key == known.key:
        told = row.siren and row.siren == known.siren
        return 9 if told or same_name or place is Place.SAME else 0
    if row.siret and known.siret:
        return _by_siret(row, known, place) if row.siret == known.siret else 0
    if row.siren and known.siren:
        return _by_siren(row, known, same_name, place)
    return _by_name(row, known, place) if same_name and row.bare_name else 0


def _by_siret(row: Likeness, known: Likeness, place: Place) -> int:
    if place is Place.DIFFERENT:
        return 6 if alike_names(row.bare_name, known.bare_name) else 0
    return 8 if row.bare_name == known.bare_name else 7 if place is Place.SAME else 6


def _by_siren(row: Likeness, known: Likeness, same_name: bool, place: Place) -> int:
    """One of them has no SIRET: the name or the place tells whether it is that establishment.

    Two legal units with one SIREN are one, whatever their names.
    """
    if place is Place.DIFFERENT:
        return 0
    if same_name:
        return 5
    if place is Place.SAME:
        return 4
    return 0 if known.siret or row.siret else 3


def _by_name(row: Likeness, known: Likeness, place: Place) -> int:
    if place is Place.SAME:
        return 5
    if place is Place.DIFFERENT:
        return 0
    if not row.has_place and not known.has_place:
        return 4
    # One place is unknown: good enough for a row with nothing else, when no other company has the name.
    return _MAYBE if not row.has_place and not row.siren else 0


def _compare_places(row: Likeness, known: Likeness) -> Place:
    if row.postal_code and known.postal_code:
        if row.postal_code == known.postal_code:
            return Place.SAME
    elif not (row.city_key and known.city_key):
        return Place.UNKNOWN
    return Place.SAME if row.city_key and same_town(row.city_key, known.city_key) else Place.DIFFERENT


def _coded_apart(row: Likeness, known: Likeness) -> bool:
    return bool(row.key and known.key) and row.key != known.key and _source(row.key) == _source(known.key)


def _source(key: str) -> str:
    return key.partition(":")[0]
