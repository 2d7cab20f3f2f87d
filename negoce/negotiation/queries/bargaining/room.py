"""The room for manoeuvre in a deal, as it is noted."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.negotiation.models import Bargaining, Deal
from negoce.negotiation.rules.bargaining_values import AMOUNTS, TEXTS, THEIRS

_FIELDS = (*AMOUNTS, *TEXTS, *(f"{name}_{part}" for name in THEIRS for part in ("confidence", "on")))


def bargaining_of(deal: Deal) -> Bargaining | None:
    """What is noted of a deal that the caller sees; one query."""
    return Bargaining.objects.filter(deal=deal).first()


def values_of(row: Bargaining) -> Mapping[str, object]:
    """Its values by field name."""
    return {name: getattr(row, name) for name in _FIELDS}
