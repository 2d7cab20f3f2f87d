"""Postal codes: checked, their towns, their department, Corsica and overseas included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from negoce.companies.reference.tables import communes_of, departments, postal_codes_starting
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.text import name_key

_SPACES = re.compile(r"[\s\u00a0\u202f.]+")
_BARE_CEDEX = re.compile(r"\s+cedex$")
_ARRONDISSEMENT_OR_CEDEX = re.compile(r"\s+(?:cedex(?:\s+\d+)?|\d{1,2}(?:er|e|eme)?(?: arrondissement)?)$")


@dataclass(frozen=True, slots=True)
class Town:
    """A commune served by a postal code."""

    name: str
    insee_code: str
    department: str


def parse_postal_code(text: str) -> Parsed[str]:
    """Return a French postal code of 5 digits, or the reason why the text is not one.

    Four digits are a code whose leading zero a spreadsheet dropped, when the code exists. A code that the
    table does not know (CEDEX codes are not in it) is accepted with the warning ``postal_code.unknown``.
    Refusals: ``postal_code.shape``, ``postal_code.department``.
    """
    code = _SPACES.sub("", text)
    if not code:
        return Parsed()
    if code.isascii() and code.isdigit() and len(code) == 4 and communes_of(f"0{code}"):
        code = f"0{code}"
    if not (code.isascii() and code.isdigit()) or len(code) != 5:
        return refuse("postal_code.shape", text=text.strip()[:30])
    if not communes_of(code) and not department_of(code):
        return refuse("postal_code.department", text=code)
    if not communes_of(code):
        return Parsed(code, Finding("postal_code.unknown", "warning", {"text": code}))
    return Parsed(code)


def towns_of(postal_code: str) -> tuple[Town, ...]:
    """Return the towns that a postal code serves, in alphabetical order; empty when it is unknown."""
    return tuple(Town(name, insee, _department_of_insee(insee)) for insee, name in communes_of(postal_code))


def town_agrees(postal_code: str, city: str) -> bool:
    """Tell whether a town is one of a postal code; CEDEX and arrondissement aside. An unknown code agrees."""
    towns = towns_of(postal_code)
    wanted = _town_key(city)
    return not towns or not wanted or any(_town_key(town.name) == wanted for town in towns)


def same_town(one: str, other: str) -> bool:
    """Tell whether two folded names are one town: « st » for « saint », and a CEDEX or an arrondissement that
    only one of them tells. Two numbers are two places: « Paris CEDEX 02 » and « Paris CEDEX 12 ».
    """
    if one == other:
        return True
    first, second = _spelled_out(_BARE_CEDEX.sub("", one)), _spelled_out(_BARE_CEDEX.sub("", other))
    return first == second or _town_key(first) == second or first == _town_key(second)


def suggest_postal_codes(prefix: str, limit: int = 10) -> tuple[tuple[str, Town], ...]:
    """Return (postal code, town) pairs whose code begins with some digits, for completion at entry."""
    if not prefix.isascii() or not prefix.isdigit():
        return ()
    pairs = [(code, town) for code in postal_codes_starting(prefix, limit) for town in towns_of(code)]
    return tuple(pairs[:limit])


@lru_cache(maxsize=8_192)
def department_of(postal_code: str) -> str:
    """Return the department of a postal code: ``38``, ``2A`` or ``2B`` (200, 201 and 202…206), ``974``.

    The towns decide where all those of a code lie in one department (a few codes cross a border of
    departments); else the first digits do. Empty when there is no such department.
    """
    found = {town.department for town in towns_of(postal_code)}
    if len(found) == 1:
        return found.pop()
    return _department_by_digits(postal_code)


def _department_by_digits(postal_code: str) -> str:
    if postal_code[:2] == "20":
        return "2A" if postal_code[:3] in ("200", "201") else "2B"
    wanted = postal_code[:3] if postal_code[:2] in ("97", "98") else postal_code[:2]
    if postal_code[:3] == "980":
        return ""
    return wanted if wanted in departments() else ""


def _department_of_insee(insee_code: str) -> str:
    if insee_code.startswith("99"):
        # Monaco has a French postal code and lies in no department.
        return ""
    return insee_code[:3] if insee_code[:2] in ("97", "98") else insee_code[:2]


def _town_key(city: str) -> str:
    return _spelled_out(_ARRONDISSEMENT_OR_CEDEX.sub("", name_key(city)))


def _spelled_out(key: str) -> str:
    words = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in key.split()]
    return " ".join(words)
