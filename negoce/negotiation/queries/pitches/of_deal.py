"""The pitch of a deal, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import Deal, PitchPiece
from negoce.negotiation.rules.pitch import Spoken, spoken


@dataclass(frozen=True, slots=True)
class Pitch:
    """What is told: the pieces in their order, by part, and how long they take."""

    pieces: Sequence[PitchPiece]
    parts: Mapping[PitchPart, Sequence[PitchPiece]]
    length: Spoken


def pitch_of(deal: Deal) -> Pitch:
    """The pitch of a deal that the caller sees; one query."""
    rows = PitchPiece.objects.filter(deal=deal).select_related("block").order_by("position", "pk")
    pieces = list(rows)
    parts = {part: [each for each in pieces if each.part == part] for part in PitchPart}
    return Pitch(pieces, parts, spoken(each.said for each in pieces))
