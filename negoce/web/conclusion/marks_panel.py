"""« Signes d’accord » and « Prendre congé » on the page of a deal: ticked with their day, taken back by a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup, Permission
from negoce.kit.dates import format_date
from negoce.negotiation.enums import ConclusionFact, DealState
from negoce.negotiation.models import ConclusionMark
from negoce.negotiation.queries.signing.marks import conclusion_marks, dated_next_step, speakers
from negoce.negotiation.rules.conclusion_facts import LEAVE, SIGNALS
from negoce.negotiation.words.conclusion import FACTS
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import CONCLUSION, SIDE, DealPanel, DealRecord


def _read_signals(record: DealRecord) -> Mapping[str, object] | None:
    """Nothing for who may not read what people said in talks."""
    if not record.actor.may_read(FieldGroup.OBSERVATIONS):
        return None
    marks = conclusion_marks(record.deal)
    may_note = record.may_edit and record.actor.may_write(FieldGroup.OBSERVATIONS)
    names = speakers(record.actor, marks)
    return {
        "lines": _lines(record, SIGNALS, marks, names, may_note=may_note),
        "count": _now("%(noted)s sur %(all)s") % {"noted": _noted(SIGNALS, marks), "all": len(SIGNALS)},
        "help": _now("Des mots entendus, avec leur jour. Deux ou trois : proposez de conclure."),
        "next": None,
        "recap_url": "",
    }


def _read_leave(record: DealRecord) -> Mapping[str, object] | None:
    marks = conclusion_marks(record.deal)
    if record.deal.state == DealState.LOST:
        return {"lines": [], "count": "", "help": "", "next": _next(record, marks), "recap_url": ""}
    return {
        "lines": _lines(record, LEAVE, marks, {}, may_note=record.may_edit),
        "count": _now("%(noted)s sur %(all)s") % {"noted": _noted(LEAVE, marks), "all": len(LEAVE)},
        "help": "",
        "recap_url": reverse("conclusion:recap", args=[record.deal.public_id]) if record.may_edit else "",
        "next": _next(record, marks),
    }


def _noted(facts: Sequence[ConclusionFact], marks: Mapping[str, ConclusionMark]) -> int:
    return sum(1 for each in facts if each.value in marks)


def _next(record: DealRecord, marks: Mapping[str, ConclusionMark]) -> Mapping[str, object]:
    """The next step with its day, why there is none, or that one is missing: one leaves with a date."""
    found = dated_next_step(record.actor, record.deal, timezone.localdate())
    none = marks.get(ConclusionFact.NO_NEXT_STEP.value)
    key = [record.deal.public_id, ConclusionFact.NO_NEXT_STEP.value]
    none_url = reverse("conclusion:mark", args=key) if record.may_edit else ""
    if found is None and none is not None:
        return {"words": "", "none": none.words, "none_url": none_url, "plan_url": ""}
    if found is None:
        given = {"company": record.deal.company.public_id, "state": "planned"}
        url = f"{reverse('activities:create')}?{urlencode(given)}"
        plan_url = url if record.actor.may(Permission.CREATE) else ""
        return {"words": "", "none": "", "none_url": none_url, "plan_url": plan_url}
    day = format_date(timezone.localdate(found.starts_at), reader_language())
    url = reverse("activities:record", args=[found.public_id])
    return {"words": _now("%(what)s, le %(day)s") % {"what": found.subject, "day": day}, "url": url}


def _lines(
    record: DealRecord,
    facts: Sequence[ConclusionFact],
    marks: Mapping[str, ConclusionMark],
    names: Mapping[int, str],
    *,
    may_note: bool,
) -> Sequence[Mapping[str, object]]:
    lines = []
    for fact in facts:
        mark = marks.get(fact.value)
        about = []
        if mark is not None:
            about = [format_date(mark.happened_on, reader_language()), names.get(mark.contact_id or 0, "")]
        key = [record.deal.public_id, fact.value]
        lines.append(
            {
                "label": FACTS[fact.value],
                "noted": mark is not None,
                "about": " · ".join(each for each in about if each),
                "words": mark.words if mark is not None else "",
                "url": reverse("conclusion:mark", args=key) if may_note else "",
                "removal_url": reverse("conclusion:mark_removal", args=key) if may_note and mark else "",
            }
        )
    return lines


SIGNALS_OF_AGREEMENT = DealPanel(
    "agreement", _("Signes d’accord"), "web/conclusion/_marks.html", _read_signals, queries_max=2,
    tab=CONCLUSION, column=SIDE,
)  # fmt: skip
LEAVING = DealPanel(
    "leaving", _("Prendre congé"), "web/conclusion/_marks.html", _read_leave, queries_max=2,
    tab=CONCLUSION, column=SIDE,
)  # fmt: skip
