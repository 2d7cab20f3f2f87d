"""« Objectifs de l’entretien » on the page of a deal: the three levels of each, and what is to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.kit.explain import Finding
from negoce.negotiation.enums import ObjectiveOutcome
from negoce.negotiation.models import Objective
from negoce.negotiation.queries.objectives.of_deal import deal_objectives, doubts
from negoce.negotiation.rules.objectives import LEVELS
from negoce.negotiation.words.objective import LEVEL_LABELS, METRICS, OUTCOMES, figure_words, level_words
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import SIDE, DealPanel, DealRecord
from negoce.web.objectives.expected import doubt_lines, target_of

TONES: Mapping[str, str] = {
    ObjectiveOutcome.ATTAINED: "good",
    ObjectiveOutcome.PARTLY: "warn",
    ObjectiveOutcome.MISSED: "bad",
}


def _read(record: DealRecord) -> Mapping[str, object] | None:
    rows = deal_objectives(record.actor, record.deal)
    if not rows and not (record.may_edit and record.is_open):
        return None
    waiting = [row for row in rows if not row.outcome]
    target = target_of(record.actor, record.deal) if waiting else None
    found = doubts(record.actor, record.deal, rows, record.quotes, target)
    return {
        "waiting": [_line(record, row, found[row.pk]) for row in waiting],
        "reviewed": [_line(record, row, ()) for row in rows if row.outcome],
        "meta": _meta(waiting),
        "new_url": _url(record, "new") if record.may_edit and record.is_open else "",
    }


def _line(record: DealRecord, row: Objective, found: Sequence[Finding]) -> Mapping[str, object]:
    currency = record.deal.currency
    obtained = (figure_words(row, row.obtained, currency), row.obtained_words)
    return {
        "rank": row.rank,
        "words": row.words,
        "levels": [(LEVEL_LABELS[level], level_words(row, level, currency)) for level in LEVELS],
        "about": " · ".join(
            part
            for part in (
                row.measure or str(METRICS[row.metric]),
                format_date(row.due_on, reader_language()),
                row.owner.full_name if row.owner is not None else "",
            )
            if part
        ),
        "doubts": doubt_lines(record.deal, found),
        "outcome": str(OUTCOMES[row.outcome]) if row.outcome else "",
        "tone": TONES.get(row.outcome, ""),
        "obtained": " — ".join(part for part in obtained if part),
        "change_url": _url(record, "change", row) if record.may_edit and not row.outcome else "",
        "review_url": _url(record, "review", row) if record.may_edit else "",
        "is_due": not row.outcome and row.due_on <= timezone.localdate(),
    }


def _url(record: DealRecord, name: str, row: Objective | None = None) -> str:
    keys = [record.deal.public_id, *([row.public_id] if row is not None else [])]
    return reverse(f"objectives:{name}", args=keys)


def _meta(waiting: Sequence[Objective]) -> str:
    """The day of the next meeting that is prepared."""
    if not waiting:
        return ""
    day = min(row.due_on for row in waiting)
    return _now("pour le %(day)s") % {"day": format_date(day, reader_language())}


OBJECTIVES = DealPanel(
    "objectives",
    _("Objectifs de l’entretien"),
    "web/objectives/_panel.html",
    _read,
    queries_max=6,
    column=SIDE,
)
