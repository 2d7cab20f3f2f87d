"""Which channels a person has closed, and since when (the opposition of R-G3). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from negoce.companies.enums import Channel


@dataclass(frozen=True, slots=True)
class OppositionFact:
    """One refusal as it is stored."""

    channel: Channel
    opposed_on: date
    lifted_on: date | None = None


def channels_opposed(facts: Iterable[OppositionFact]) -> Mapping[Channel, date]:
    """Return the channels closed now with the day of the first refusal that still holds."""
    opposed: dict[Channel, date] = {}
    for fact in facts:
        if fact.lifted_on is None:
            opposed[fact.channel] = min(fact.opposed_on, opposed.get(fact.channel, fact.opposed_on))
    return opposed
