"""The family of a product and its margin, from the words of its English label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SERVICES = "Prestations"
SERVICE_MARGIN = 25
SERVICE_LABELS = {
    "POST": "Frais de port",
    "DOT": "Frais de port (commande en ligne)",
    "C2": "Port vers les îles",
    "M": "Régularisation manuelle",
    "D": "Remise",
    "BANK CHARGES": "Frais bancaires",
    "CRUK": "Commission caritative",
}
_WORD = re.compile(r"[A-Z][A-Z'-]*")


@dataclass(frozen=True, slots=True)
class Family:
    """A family, its gross margin in percent, and the words that tell it."""

    name: str
    margin: int
    words: frozenset[str]


def read_families() -> tuple[Family, ...]:
    """Return the families of families.txt in their order; the last one takes the rest."""
    text = (Path(__file__).parent / "families.txt").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Family(name, int(margin), frozenset(filter(None, words.split(",")))) for name, margin, words in rows
    )


def family_of(label: str, families: tuple[Family, ...]) -> Family:
    """Return the first family that a word of the label tells, else the last one."""
    words = set(_WORD.findall(label.upper()))
    return next((family for family in families if family.words & words), families[-1])
