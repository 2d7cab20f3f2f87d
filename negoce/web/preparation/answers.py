"""The objections to expect, each with the first answer to give."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.queries.objections.expected import ExpectedObjection, expected_objections
from negoce.negotiation.words.objection import TECHNIQUES, named, reason_words
from negoce.web.deals.panel_types import PREPARATION
from negoce.web.preparation.prepared import Prepared


def objections_block(prepared: Prepared) -> SheetBlock:
    """Those chosen by hand or known from elsewhere; six queries at most."""
    found = expected_objections(prepared.actor, prepared.deal)
    return SheetBlock(
        key="objections",
        title=_("Objections attendues, et nos réponses"),
        lines=[_line(each) for each in found.lines],
        todo=_("Choisissez les objections à attendre : chacune vient avec ses réponses."),
        edits=[SheetEdit(_("Objections attendues"), prepared.tab_url(PREPARATION))],
    )


def _line(each: ExpectedObjection) -> SheetLine:
    why = ", ".join(reason_words(reason) for reason in each.reasons)
    if not each.replies:
        return SheetLine(
            _("« %(words)s »") % {"words": each.row.words}, note=_("aucune réponse prête"), tone="warn"
        )
    reply = each.replies[0].row
    figures = {
        "words": each.row.words,
        "technique": named(TECHNIQUES, reply.technique),
        "reply": reply.words,
    }
    proof = _("preuve : %(proof)s") % {"proof": reply.proof} if reply.proof else ""
    return SheetLine(
        _("« %(words)s » → %(technique)s : %(reply)s") % figures,
        note=" · ".join(part for part in (proof, why) if part),
    )
