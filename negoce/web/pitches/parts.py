"""The pitch of a deal in words: its parts, its pieces, how long it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import Deal, PitchPiece
from negoce.negotiation.queries.pitches.of_deal import Pitch
from negoce.negotiation.rules.pitch import spoken
from negoce.negotiation.words.pitch import HINTS, PARTS, length_words


def pitch_parts(pitch: Pitch, deal: Deal, *, may_edit: bool) -> Sequence[Mapping[str, object]]:
    """The six parts, each with its pieces and its length."""
    return [
        {
            "key": part.value,
            "label": PARTS[part],
            "hint": HINTS[part],
            "length": length_words(spoken(each.said for each in pieces)),
            "pieces": [
                _piece(each, deal, first=not place, last=place == len(pieces) - 1, may_edit=may_edit)
                for place, each in enumerate(pieces)
            ],
        }
        for part, pieces in pitch.parts.items()
    ]


def part_of(value: str) -> PitchPart | None:
    """The part of that name, if there is one."""
    return PitchPart(value) if value in set(PitchPart) else None


def _piece(each: PitchPiece, deal: Deal, *, first: bool, last: bool, may_edit: bool) -> Mapping[str, object]:
    place = [deal.public_id, each.public_id]
    return {
        "name": each.name,
        "said": each.said,
        "is_own": bool(each.words) and each.block_id is not None,
        "first": first,
        "last": last,
        "writing_url": reverse("deal_pitch:piece", args=place) if may_edit else "",
        "move_url": reverse("deal_pitch:place", args=place),
        "removal_url": reverse("deal_pitch:removal", args=place),
    }
