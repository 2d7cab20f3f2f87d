"""What is aimed at: the objectives of the meeting, the approach chosen, the questions to ask."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.kit.dates import format_date
from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.models import Objective
from negoce.negotiation.queries.objectives.of_deal import deal_objectives, doubts
from negoce.negotiation.rules.objectives import LEVELS
from negoce.negotiation.rules.preparation_values import questions_in
from negoce.negotiation.words.objective import LEVEL_LABELS, level_words, say
from negoce.ui.words.say import reader_language
from negoce.web.objectives.expected import target_of
from negoce.web.preparation.prepared import Prepared


def objectives_block(prepared: Prepared) -> SheetBlock:
    """Those that wait for the meeting, with their three levels and what does not agree; five queries at most."""
    rows = [row for row in deal_objectives(prepared.actor, prepared.deal) if not row.outcome]
    target = target_of(prepared.actor, prepared.deal) if rows else None
    found = doubts(prepared.actor, prepared.deal, rows, prepared.record.quotes, target)
    lines: list[SheetLine] = []
    for row in rows:
        lines.append(_objective(row, prepared.deal.currency))
        lines += [SheetLine(say(each), tone="warn") for each in found[row.pk]]
    opens = prepared.may_edit and prepared.record.is_open
    url = reverse("objectives:new", args=[prepared.deal.public_id])
    return SheetBlock(
        key="objectives",
        title=_("Objectifs : idéal, visé, repli"),
        lines=lines,
        todo=_("Dites ce qui doit sortir de l’entretien : l’idéal, ce que l’on vise, le repli."),
        edits=[SheetEdit(_("Ajouter un objectif"), url, is_dialog=True)] if opens else (),
    )


def approach_block(prepared: Prepared) -> SheetBlock:
    """How the meeting will be led, paragraph by paragraph."""
    text = prepared.written.approach if prepared.written is not None else ""
    return SheetBlock(
        key="approach",
        title=_("Approche choisie"),
        lines=[SheetLine(line.strip()) for line in text.splitlines() if line.strip()],
        todo=_(
            "Écrivez comment vous mènerez l’entretien : par quoi commencer, quoi taire, quand parler prix."
        ),
        edits=_writing(prepared),
    )


def questions_block(prepared: Prepared) -> SheetBlock:
    """The questions to ask, one a line."""
    text = prepared.written.questions if prepared.written is not None else ""
    return SheetBlock(
        key="questions",
        title=_("Questions à poser"),
        lines=[SheetLine(each) for each in questions_in(text)],
        todo=_("Notez les trois questions dont vous voulez revenir avec la réponse."),
        edits=_writing(prepared),
    )


def _writing(prepared: Prepared) -> Sequence[SheetEdit]:
    if not prepared.may_edit:
        return ()
    url = reverse("preparation:writing", args=[prepared.deal.public_id])
    return [SheetEdit(_("Écrire"), url, is_dialog=True)]


def _objective(row: Objective, currency: str) -> SheetLine:
    levels = [
        _("%(name)s : %(amount)s") % {"name": LEVEL_LABELS[level], "amount": words}
        for level in LEVELS
        if (words := level_words(row, level, currency))
    ]
    day = _("pour le %(day)s") % {"day": format_date(row.due_on, reader_language())}
    return SheetLine(f"{row.rank}. {row.words}", note=" · ".join([*levels, day]))
