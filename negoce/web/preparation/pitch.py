"""The pitch of the deal, part by part, with how long it lasts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.queries.pitches.of_deal import pitch_of
from negoce.negotiation.words.pitch import PARTS, length_words
from negoce.web.preparation.prepared import Prepared


def pitch_block(prepared: Prepared) -> SheetBlock:
    """One line a piece; one query."""
    pitch = pitch_of(prepared.deal)
    url = reverse("deal_pitch:page", args=[prepared.deal.public_id])
    return SheetBlock(
        key="pitch",
        title=_("Pitch"),
        lines=[
            SheetLine(f"{PARTS[part]} · {each.name}" if each.name else str(PARTS[part]), note=each.said)
            for part, pieces in pitch.parts.items()
            for each in pieces
        ],
        meta=length_words(pitch.length),
        todo=_("Choisissez dans la bibliothèque ce que vous direz de nous, en six parties."),
        edits=[SheetEdit(_("Choisir et adapter"), url)] if prepared.may_edit else (),
    )
