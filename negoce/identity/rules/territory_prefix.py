"""What a territory's prefix may look like."""

from __future__ import annotations

import re

from negoce.identity.enums import TerritoryCriterion

_POSTAL_CODE = re.compile(r"[0-9]{1,5}")
_ACTIVITY_CODE = re.compile(r"[0-9]{1,4}[A-Z]?")


def clean_prefix(criterion: TerritoryCriterion, text: str) -> str | None:
    """The prefix as it is stored, or None when it cannot be one.

    A postal code takes one to five figures (« 38 », « 38100 »; Corsica is « 20 »); an APE code up to four
    figures and a letter (« 46 », « 4634Z »), with or without its dot.
    """
    compact = re.sub(r"[\s.\u00a0\u202f]", "", text).upper()
    form = _POSTAL_CODE if criterion is TerritoryCriterion.POSTAL_CODE else _ACTIVITY_CODE
    return compact if form.fullmatch(compact) else None


def split_prefixes(text: str) -> list[str]:
    """The prefixes of a line typed by a person: separated by commas, semicolons or new lines."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
