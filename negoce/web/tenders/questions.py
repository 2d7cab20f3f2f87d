"""« Questions et réponses » on the page of a tender: what was asked of the buyer, by whom, and what it said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.questions import save_question, withdraw_question
from negoce.negotiation.models import TenderQuestion
from negoce.negotiation.queries.tenders.sections import questions_of
from negoce.negotiation.rules.tender_question import is_late
from negoce.negotiation.words.tender import TENDER_MESSAGES
from negoce.ui.components.forms import offer
from negoce.ui.words.say import short_day
from negoce.web.activities.form import people_choices, public_id_of, user_of
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.tenders.days import left_words
from negoce.web.tenders.loading import load_tender, typed_day
from negoce.web.tenders.section_types import TenderRecord, TenderSection

_TEMPLATE = "tenders/_question"
_SECTIONS = ("tender-questions", "tender-journal")


class QuestionForm(forms.Form):
    """A question and its answer."""

    question = forms.CharField(label=_lazy("Question"), widget=forms.Textarea(attrs={"rows": 3}))
    asked_on = forms.CharField(label=_lazy("Posée le"), required=False, widget=day_input())
    asked_by = forms.ChoiceField(label=_lazy("Par"), required=False)
    answer = forms.CharField(label=_lazy("Réponse"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = forms.CharField(label=_lazy("Répondue le"), required=False, widget=day_input())

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "asked_by", [("", _("Un autre candidat")), *people_choices()])


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: str, question_id: str = "") -> HttpResponse:
    """One more question, or one that is there: its answer, its words."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    row = load_or_404(TenderQuestion.objects.filter(tender=tender), question_id) if question_id else None
    context = {
        "title": _("Question à l’acheteur"),
        "url": request.path,
        "revision": row.revision if row is not None else 0,
        "removal_url": reverse("tenders:question_removal", args=[public_id, question_id]) if row else "",
    }
    if request.method == "GET":
        initial = _typed(row) if row is not None else {"asked_by": public_id_of(actor)}
        return show_form(request, _TEMPLATE, QuestionForm(initial=initial), context)
    asked_by = user_of(request.POST["asked_by"]) if request.POST.get("asked_by") else None
    try:
        save_question(
            actor,
            tender,
            given=request.POST.dict(),
            asked_by=asked_by if isinstance(asked_by, User) else None,
            public_id=question_id,
            revision=seen_revision(request.POST.get("revision", "")),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, QuestionForm(request.POST), refused, context)
    return done(_("Question enregistrée."), _SECTIONS)


@require_POST
def removal(request: HttpRequest, public_id: str, question_id: str) -> HttpResponse:
    """Take a question back."""
    actor = actor_of(request)
    withdraw_question(actor, load_tender(actor, public_id), question_id)
    return done(_("Question retirée."), _SECTIONS)


def _typed(row: TenderQuestion) -> Mapping[str, object]:
    return {
        "question": row.question,
        "asked_on": typed_day(row.asked_on),
        "asked_by": row.asked_by.public_id if row.asked_by is not None else "",
        "answer": row.answer,
        "answered_on": typed_day(row.answered_on),
    }


def _read(record: TenderRecord) -> Mapping[str, object] | None:
    tender, found = record.tender, questions_of(record.tender)
    if not found and not record.may_edit:
        return None
    until, left, tone = tender.questions_until, "", ""
    if until is not None and record.is_running:
        left, tone = left_words((until - timezone.localdate()).days)
    waiting = sum(1 for each in found if not each.answer)
    return {
        "until": short_day(until),
        "left": left,
        "tone": tone,
        "meta": _("%(count)s sans réponse") % {"count": waiting} if waiting else "",
        "questions": [_line(record, each) for each in found],
        "new_url": reverse("tenders:question_new", args=[tender.public_id]) if record.may_edit else "",
    }


def _line(record: TenderRecord, row: TenderQuestion) -> Mapping[str, object]:
    late = is_late(row.asked_on, record.tender.questions_until)
    args = [record.tender.public_id, row.public_id]
    return {
        "question": row.question,
        "asked": _("posée le %(day)s") % {"day": short_day(row.asked_on)},
        "who": row.asked_by.short_name if row.asked_by is not None else _("un autre candidat"),
        "late": TENDER_MESSAGES["question.late"] if late else "",
        "answer": row.answer,
        "answered": _("répondue le %(day)s") % {"day": short_day(row.answered_on)} if row.answered_on else "",
        "url": reverse("tenders:question", args=args) if record.may_edit else "",
    }


QUESTIONS = TenderSection(
    "questions", _lazy("Questions et réponses"), "web/tenders/_questions.html", _read, queries_max=1
)
