"""What is typed at the head of an order: which fields there are, and how long each may be."""

from __future__ import annotations

from collections.abc import Mapping

# Field → its longest value.
TEXTS = {"buyer_reference": 60, "commitment_number": 50, "service_code": 100, "note": 4000}


def clean_texts(given: Mapping[str, object]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the texts given, trimmed, and the longest value of each that is too long. Other keys are left aside."""
    kept: dict[str, str] = {}
    too_long: dict[str, int] = {}
    for name, longest in TEXTS.items():
        if name not in given:
            continue
        value = str(given[name] or "").strip()
        if len(value) > longest:
            too_long[name] = longest
        kept[name] = value
    return kept, too_long
