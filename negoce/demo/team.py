"""Our own people in the demo: one sales team in two territories, and those around it."""

from __future__ import annotations

from negoce.demo.rows import PersonRow, TerritoryRow
from negoce.identity.enums import Role

TEAM = "Équipe commerciale"
EAST, WEST = "Auvergne-Rhône-Alpes", "Grand Ouest"

# Every department of mainland France belongs to one salesperson; overseas has none, as in many houses.
_EAST = {
    "camille": "38 26 07 42 43 63 15 03",
    "hugo": "69 01 71 21 58 89 39 25 70 90 10 51 52 54 55 57 67 68 88 08",
    "nadia": "73 74 05 04 06 13 83 84 20 30 34 48 12 11 66",
}
_WEST = {
    "yann": "29 22 56 35 50 14 61 53 72 27 76 60 80",
    "sophie": "44 49 85 79 86 17 16 33 40 64 24 47 87 19 23 46 82 32 65 31 09 81",
    "thomas": "37 41 45 18 36 28 75 77 78 91 92 93 94 95 59 62 02",
}


def people() -> tuple[PersonRow, ...]:
    """Return our people, the administrator first."""
    return (
        _person("isabelle", "Isabelle", "Faure", Role.ADMINISTRATOR),
        _person("marc", "Marc", "Delorme", Role.MANAGER, TEAM),
        _person("camille", "Camille", "Roche", Role.SALESPERSON, TEAM, _EAST["camille"]),
        _person("hugo", "Hugo", "Lemoine", Role.SALESPERSON, TEAM, _EAST["hugo"]),
        _person("nadia", "Nadia", "Benali", Role.SALESPERSON, TEAM, _EAST["nadia"]),
        _person("yann", "Yann", "Kerbrat", Role.SALESPERSON, TEAM, _WEST["yann"]),
        _person("sophie", "Sophie", "Marchand", Role.SALESPERSON, TEAM, _WEST["sophie"]),
        _person("thomas", "Thomas", "Nguyen", Role.SALESPERSON, TEAM, _WEST["thomas"]),
        _person("ines", "Inès", "Fontaine", Role.MARKETING),
        _person("martine", "Martine", "Dubois", Role.SALES_ADMINISTRATION),
        _person("paul", "Paul", "Girard", Role.READ_ONLY),
    )


def territories() -> tuple[TerritoryRow, ...]:
    """Return the two territories with all their postal prefixes."""
    return (_territory(EAST, _EAST), _territory(WEST, _WEST))


def salespeople() -> tuple[PersonRow, ...]:
    """Return the six who sell."""
    return tuple(person for person in people() if person.role == Role.SALESPERSON.value)


def holder_of(postal_code: str) -> tuple[str, str]:
    """Return (key of the salesperson, territory) of a postal code; empty texts where nobody goes."""
    prefix = postal_code[:2]
    for name, shares in ((EAST, _EAST), (WEST, _WEST)):
        for key, prefixes in shares.items():
            if prefix in prefixes.split():
                return key, name
    return "", ""


def _person(key: str, first: str, last: str, role: Role, team: str = "", prefixes: str = "") -> PersonRow:
    email = f"{key}.{last.lower()}@negoce.example"
    return PersonRow(key, first, last, email, role.value, team, tuple(prefixes.split()))


def _territory(name: str, shares: dict[str, str]) -> TerritoryRow:
    prefixes = sorted(prefix for text in shares.values() for prefix in text.split())
    return TerritoryRow(name, tuple(prefixes), tuple(shares))
