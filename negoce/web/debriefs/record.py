"""`/debriefs/<id>/`: a review as it was written, and the answer of a manager to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.debriefs.feedback import answer_debrief, read_feedback
from negoce.negotiation.enums import DealStep, DebriefAspect, StepPractice
from negoce.negotiation.models import Debrief
from negoce.negotiation.queries.debriefs.progress import meetings_seen
from negoce.negotiation.queries.debriefs.visible import leads, visible_debriefs
from negoce.negotiation.rules.debrief_values import FEEDBACK_MAX
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.debrief import ASPECTS, PRACTICES, RECOVERED, RECOVERIES, STARTS
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_TONES = {StepPractice.DONE: "good", StepPractice.PARTLY: "warn", StepPractice.MISSED: "bad"}


class FeedbackForm(forms.Form):
    """What a manager answers."""

    feedback = forms.CharField(
        label=_("Mon retour"), max_length=FEEDBACK_MAX, widget=forms.Textarea(attrs={"rows": 5})
    )


@require_GET
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page."""
    actor = actor_of(request)
    row = _load(actor, public_id)
    meeting = meetings_seen(actor, [row]).get(row.activity_id)
    own = row.author_id == actor.user_id
    context = {
        "row": row,
        "is_own": own,
        "author": row.author.full_name,
        "day": format_date(row.met_on, reader_language()),
        "meeting": meeting,
        "person_url": f"{reverse('debriefs:page')}?person={row.author.public_id}",
        "steps": _steps(row),
        "notes": _notes(row),
        "start": STARTS.get(row.start, ""),
        "recoveries": [RECOVERIES[each] for each in row.recoveries],
        "recovered": RECOVERED.get(row.recovered, ""),
        "other": _other(actor, row),
        "feedback_day": _day(row.feedback_at),
        "read_day": _day(row.feedback_read_at),
        "feedback_by": row.feedback_by.full_name if row.feedback_by is not None else "",
        "is_unread": own and bool(row.feedback) and row.feedback_read_at is None,
        "feedback_url": reverse("debriefs:feedback", args=[public_id]) if not own and leads(actor) else "",
        "change_url": reverse("debriefs:writing", args=[meeting.public_id])
        if own and meeting is not None
        else "",
    }
    return render(request, "web/debriefs/record.html", context)


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a manager answers."""
    actor = actor_of(request)
    row = _load(actor, public_id)
    if row.author_id == actor.user_id:
        raise NotAllowed(
            _now("Un retour se donne à une personne de son équipe, sur un bilan qu’elle a fait.")
        )
    context = {
        "title": _now("Retour à %(name)s") % {"name": row.author.full_name},
        "url": reverse("debriefs:feedback", args=[public_id]),
        "guarded": False,
    }
    if request.method == "GET":
        form = FeedbackForm(initial={"feedback": row.feedback})
        return show_form(request, "debriefs/_feedback", form, context)
    posted = request.POST
    try:
        answer_debrief(
            actor, row, text=posted.get("feedback", ""), guard_reason=posted.get("guard_reason", "")
        )
    except Refused as refused:
        return show_refusal(request, "debriefs/_feedback", FeedbackForm(posted), refused, context)
    flash(
        request, _now("Retour enregistré : %(name)s le lira sur son bilan.") % {"name": row.author.full_name}
    )
    return go(request, reverse("debriefs:record", args=[public_id]))


@require_POST
def reading(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person says that they read it."""
    actor = actor_of(request)
    read_feedback(actor, _load(actor, public_id))
    return go(request, reverse("debriefs:record", args=[public_id]))


def _load(actor: Actor, public_id: str) -> Debrief:
    return load_or_404(visible_debriefs(actor).select_related("author", "feedback_by"), public_id)


def _day(moment: object) -> str:
    return format_date(timezone.localtime(moment).date(), reader_language()) if moment else ""  # type: ignore[arg-type]


def _steps(row: Debrief) -> Sequence[Mapping[str, object]]:
    return [
        {
            "label": label_of(DealStep, step.value),
            "words": PRACTICES[row.steps[step.value]],
            "tone": _TONES.get(StepPractice(row.steps[step.value]), ""),
        }
        for step in DealStep
        if step.value in row.steps
    ]


def _notes(row: Debrief) -> Sequence[Mapping[str, object]]:
    found = {each.aspect: each for each in row.notes.order_by("pk")}
    return [
        {"label": ASPECTS[aspect], "note": found[aspect.value].note, "seen": found[aspect.value].seen}
        for aspect in DebriefAspect
        if aspect.value in found
    ]


def _other(actor: Actor, row: Debrief) -> Mapping[str, str] | None:
    """What was noticed of somebody, for who may read it and sees them."""
    if not row.heard or not actor.may_read(FieldGroup.OBSERVATIONS) or row.about_id is None:
        return None
    person = visible_contacts(actor).filter(pk=row.about_id).first()
    if person is None:
        return None
    return {"perceived": row.perceived, "heard": row.heard, "name": person.full_name}
