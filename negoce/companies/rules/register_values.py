"""What the register would change of a company, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.company_values import read_value
from negoce.kit.text import fold

FIELDS = (
    "name", "trade_name", "siren", "siret", "legal_form", "activity_code", "headcount_band",
    "establishments_count", "postal_code", "city",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterDifference:
    """A field of which the register says something else; `is_gap` where we say nothing."""

    field: str
    ours: object
    theirs: object
    is_gap: bool


def register_differences(
    ours: Mapping[str, object], theirs: Mapping[str, object]
) -> Sequence[RegisterDifference]:
    """What the register says that we do not, in the order of the fields; what we could not store is left out.

    Texts that differ by case and accents alone are the same: the register writes in capitals.
    """
    found = []
    for name in FIELDS:
        parsed = read_value(name, theirs.get(name))
        if parsed.value in (None, "") or parsed.refused:
            continue
        own, given = ours.get(name), parsed.value
        if own == given or (isinstance(own, str) and isinstance(given, str) and fold(own) == fold(given)):
            continue
        found.append(RegisterDifference(name, own, given, own in (None, "")))
    return found


def register_query(siret: str, siren: str, name: str, city: str) -> str:
    """What to ask: the SIREN if any number is known, which finds the company and its seat, else name and town."""
    return siren or siret[:9] or f"{name} {city}".strip()
