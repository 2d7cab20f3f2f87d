"""« Pitch » on the page of a deal: the six parts in short, and the way to tell them."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.queries.pitches.of_deal import pitch_of
from negoce.negotiation.words.pitch import length_why, length_words
from negoce.web.deals.panel_types import PREPARATION, DealPanel, DealRecord
from negoce.web.pitches.parts import pitch_parts


def _read(record: DealRecord) -> Mapping[str, object] | None:
    pitch = pitch_of(record.deal)
    if not pitch.pieces and not record.may_edit:
        return None
    place = [record.deal.public_id]
    return {
        "parts": pitch_parts(pitch, record.deal, may_edit=False) if pitch.pieces else (),
        "meta": length_words(pitch.length),
        "why": length_why(pitch.length) if pitch.pieces else "",
        "page_url": reverse("deal_pitch:page", args=place),
        "speaking_url": reverse("deal_pitch:speaking", args=place),
        "adding_url": reverse("deal_pitch:adding", args=place),
    }


PITCH = DealPanel("pitch", _("Pitch"), "web/pitches/_panel.html", _read, queries_max=1, tab=PREPARATION)
