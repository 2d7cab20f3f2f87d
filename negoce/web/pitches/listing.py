"""`/pitches/`: the blocks of pitches, part by part."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import PitchBlock
from negoce.negotiation.queries.pitches.library import chosen_blocks
from negoce.negotiation.rules.pitch import WORDS_A_MINUTE, spoken
from negoce.negotiation.words.pitch import HINTS, PARTS, length_words
from negoce.ui.words.figures import number
from negoce.web.http import actor_of

_LONGEST = 80


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every block in use, or those of a part, or that hold some words."""
    may_edit = actor_of(request).may(Permission.EDIT)
    part, text = request.GET.get("part", "")[:20], request.GET.get("q", "")[:_LONGEST].strip()
    rows = chosen_blocks(part, text)
    context = {
        "parts": [
            {"label": PARTS[each], "hint": HINTS[each], "lines": lines}
            for each in PitchPart
            if (lines := [_line(row, may_edit=may_edit) for row in rows if row.part == each])
        ],
        "choices": [(each.value, PARTS[each]) for each in PitchPart],
        "part": part,
        "text": text,
        "is_filtered": bool(part or text),
        "all_url": reverse("pitches:list"),
        "new_url": reverse("pitches:new") if may_edit else "",
        "rate": number(WORDS_A_MINUTE),
    }
    return render(request, "web/pitches/list.html", context)


def about_block(row: PitchBlock) -> str:
    """« Film 35 µ · APE 47 · ≈ 1 min »."""
    parts = (
        row.product.label if row.product is not None else "",
        _("APE %(digits)s") % {"digits": row.sector} if row.sector else "",
        length_words(spoken([row.words])),
    )
    return " · ".join(part for part in parts if part)


def _line(row: PitchBlock, *, may_edit: bool) -> Mapping[str, object]:
    return {
        "row": row,
        "about": about_block(row),
        "change_url": reverse("pitches:change", args=[row.public_id]) if may_edit else "",
    }
