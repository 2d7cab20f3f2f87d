"""« Objections attendues » and « Objections entendues » on the page of a deal."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.negotiation.enums import ObjectionOutcome
from negoce.negotiation.models import ObjectionHeard
from negoce.negotiation.queries.objections.expected import ExpectedObjection, expected_objections
from negoce.negotiation.queries.objections.heard import heard_in, who_said
from negoce.negotiation.words.objection import (
    ADVICE,
    NATURES,
    OUTCOMES,
    SUBJECTS,
    TECHNIQUES,
    named,
    options,
    reason_words,
)
from negoce.ui.words.figures import number
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import BARGAINING, PREPARATION, DealPanel, DealRecord
from negoce.web.objections.words import ranking_words, reply_line

_REPLIES = 2
_HEARD = 30


def _may_note(record: DealRecord) -> bool:
    return record.may_edit and record.actor.may_write(FieldGroup.OBSERVATIONS)


def _read_expected(record: DealRecord) -> Mapping[str, object]:
    found = expected_objections(record.actor, record.deal)
    may_note = _may_note(record)
    return {
        "lines": [_expected(record, each, may_note=may_note) for each in found.lines],
        "others": [(each.public_id, each.words) for each in found.others] if record.may_edit else [],
        "ranking": ranking_words(found.house) if found.lines else "",
        "expected_url": reverse("deal_objections:expected", args=[record.deal.public_id]),
        "library_url": reverse("objections:list"),
    }


def _expected(record: DealRecord, each: ExpectedObjection, *, may_note: bool) -> Mapping[str, object]:
    reasons = " · ".join(reason_words(reason) for reason in each.reasons)
    new = reverse("deal_objections:new", args=[record.deal.public_id])
    return {
        "row": each.row,
        "subject": named(SUBJECTS, each.row.subject),
        "reasons": reasons[:1].upper() + reasons[1:],
        "replies": [reply_line(reply.row, reply.ranked) for reply in each.replies[:_REPLIES]],
        "is_chosen": each.is_chosen,
        "heard_url": f"{new}?{urlencode({'objection': each.row.public_id})}" if may_note else "",
    }


def _read_heard(record: DealRecord) -> Mapping[str, object] | None:
    """Nothing for who may not read what people said in talks."""
    if not record.actor.may_read(FieldGroup.OBSERVATIONS):
        return None
    rows = list(heard_in(record.deal)[: _HEARD + 1])
    names, may_note = who_said(record.actor, rows), _may_note(record)
    staying = sum(1 for each in rows if each.outcome != ObjectionOutcome.OVERCOME)
    words = ngettext("%(count)s à lever", "%(count)s à lever", staying)
    return {
        "lines": [_heard(record, each, names, may_note=may_note) for each in rows[:_HEARD]],
        "is_cut": len(rows) > _HEARD,
        "most": number(_HEARD),
        "meta": words % {"count": number(staying)} if staying else "",
        "outcomes": options(OUTCOMES),
        "new_url": reverse("deal_objections:new", args=[record.deal.public_id]) if may_note else "",
    }


def _heard(
    record: DealRecord, each: ObjectionHeard, names: Mapping[int, str], *, may_note: bool
) -> Mapping[str, object]:
    about = (
        format_date(each.heard_on, reader_language()),
        names.get(each.contact_id or 0, ""),
        named(SUBJECTS, each.subject),
        named(NATURES, each.nature),
    )
    key = [record.deal.public_id, each.public_id]
    is_overcome = each.outcome == ObjectionOutcome.OVERCOME
    return {
        "title": each.objection.words if each.objection is not None else named(SUBJECTS, each.subject),
        "words": each.words,
        "about": " · ".join(part for part in about if part),
        "technique": named(TECHNIQUES, each.answer.technique) if each.answer is not None else "",
        "answer": each.answer.words if each.answer is not None else "",
        "reply": each.reply,
        "advice": "" if is_overcome or not each.nature else ADVICE[each.nature],
        "outcome": each.outcome,
        "outcome_words": named(OUTCOMES, each.outcome),
        "tone": "good" if is_overcome else "warn",
        "outcome_url": reverse("deal_objections:outcome", args=key) if may_note else "",
        "change_url": reverse("deal_objections:heard", args=key) if may_note else "",
    }


EXPECTED = DealPanel(
    "expected", _("Objections attendues"), "web/objections/_expected.html", _read_expected, queries_max=6,
    tab=PREPARATION,
)  # fmt: skip
HEARD = DealPanel(
    "heard",
    _("Objections entendues"),
    "web/objections/_heard.html",
    _read_heard,
    queries_max=2,
    tab=BARGAINING,
)
