"""The sales aids to bring, and those that the customer has on loan."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.models import AidHandout, SalesAid
from negoce.negotiation.queries.aids.of_deal import aids_of_deal
from negoce.negotiation.words.aid import KINDS
from negoce.negotiation.words.objection import named
from negoce.web.aids.words import due_words, expiry_words
from negoce.web.deals.panel_types import PREPARATION
from negoce.web.preparation.prepared import Prepared


def aids_block(prepared: Prepared) -> SheetBlock:
    """Those chosen, with what is out of date, then the loans to bring back; five queries at most."""
    found = aids_of_deal(prepared.actor, prepared.deal)
    proposed = ", ".join(each.row.name for each in found.proposed)
    todo = _("Choisissez ce que vous emportez.")
    if proposed:
        todo = _("Choisissez ce que vous emportez ; proposés : %(names)s.") % {"names": proposed}
    return SheetBlock(
        key="aids",
        title=_("À emporter"),
        lines=[
            *(_chosen(prepared, row) for row in found.chosen),
            *(_loan(prepared, each) for each in found.loans),
        ],
        todo=todo,
        edits=[SheetEdit(_("Aides de vente"), prepared.tab_url(PREPARATION))],
    )


def _chosen(prepared: Prepared, row: SalesAid) -> SheetLine:
    valid, tone = expiry_words(row, prepared.today)
    about = (named(KINDS, row.kind), valid)
    return SheetLine(
        row.name,
        note=" · ".join(str(part) for part in about if part),
        tone=tone,
        url=reverse("aids:aid", args=[row.public_id]),
    )


def _loan(prepared: Prepared, each: AidHandout) -> SheetLine:
    words, tone = due_words(each, prepared.today)
    name = _("À récupérer : %(name)s") % {"name": each.aid.name}
    return SheetLine(name, note=words, tone=tone, url=reverse("aids:aid", args=[each.aid.public_id]))
