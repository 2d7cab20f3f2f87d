"""What the register would change of a company, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from negoce.companies.rules.activity_codes import parse_activity_code
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
    ours: Mapping[str, object], theirs: Mapping[str, object], today: date
) -> Sequence[RegisterDifference]:
    """What the register says that we do not, in the order of the fields; what we could not store is left out.

    Texts that differ by case and accents alone are the same: the register writes in capitals. A headcount of ours is
    more than the band of the register.
    """
    found = []
    for name in FIELDS:
        given = _read(name, theirs.get(name), today)
        if given in (None, "") or (name == "headcount_band" and ours.get("headcount") is not None):
            continue
        own = ours.get(name)
        if own == given or (isinstance(own, str) and isinstance(given, str) and fold(own) == fold(given)):
            continue
        found.append(RegisterDifference(name, own, given, own in (None, "")))
    return found


def register_query(siret: str, siren: str, name: str, city: str) -> str:
    """What to ask: the SIREN if any number is known, which finds the company and its seat, else name and town."""
    return siren or siret[:9] or f"{name} {city}".strip()


def _read(name: str, raw: object, today: date) -> object:
    """A value as we store it; None for what is none."""
    if name == "activity_code":
        code = parse_activity_code(str(raw or ""), today).value if raw else None
        return code.code if code is not None else None
    parsed = read_value(name, raw)
    return None if parsed.refused else parsed.value
