"""Places in France: main towns often, villages sometimes, always a postal code with a town of its own."""

from __future__ import annotations

import random
from functools import cache

from negoce.companies.enums import AddressKind
from negoce.companies.rules.postal_codes import suggest_postal_codes
from negoce.demo.draws import weighted
from negoce.demo.lists import main_towns, streets
from negoce.demo.rows import AddressRow

VILLAGE_SHARE = 0.22
HOME_DEPARTMENTS = "38 26 07 42 69 73 74 01 63 44 49 85 35 56 29 22 72 53".split()


def place(source: random.Random) -> tuple[str, str]:
    """Return (postal code, town)."""
    if source.random() > VILLAGE_SHARE:
        return weighted(source, main_towns())
    return village(source)


def street_line(source: random.Random) -> str:
    """Return a number and a street; business parks have no number."""
    street = source.choice(streets())
    if street.startswith(("zone", "parc")):
        return street[:1].upper() + street[1:]
    bis = " bis" if source.random() < 0.06 else ""
    return f"{source.randrange(1, 140)}{bis} {street}"


def addresses(
    source: random.Random, key: str, postal_code: str, city: str, sites: int
) -> tuple[AddressRow, ...]:
    """Return the head office, and for larger companies an address of delivery and other sites."""
    rows = [
        AddressRow(f"{key}:a0", AddressKind.HEAD_OFFICE.value, "", street_line(source), postal_code, city)
    ]
    if sites > 1 and source.random() < 0.6:
        rows.append(
            AddressRow(
                f"{key}:a1", AddressKind.DELIVERY.value, "Réserve", street_line(source), postal_code, city
            )
        )
    for number in range(min(sites - 1, 4)):
        code, town = village(source, postal_code[:2])
        label = f"Site de {town}" if town[:1] not in "AEIOUYÉÈH" else f"Site d’{town}"
        rows.append(
            AddressRow(f"{key}:a{number + 2}", AddressKind.SITE.value, label, street_line(source), code, town)
        )
    return tuple(rows)


def village(source: random.Random, department: str = "") -> tuple[str, str]:
    """Return (postal code, town) of a commune drawn from a department, of our two territories unless told."""
    prefix = (department or source.choice(HOME_DEPARTMENTS)) + str(source.randrange(10))
    return source.choice(_places(prefix) or _places(prefix[:2]))


@cache
def _places(prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, town.name) for code, town in suggest_postal_codes(prefix, 400))
