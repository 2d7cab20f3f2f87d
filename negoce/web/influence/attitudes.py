"""How somebody of the map stood, interview after interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.words.choices import choice_label
from negoce.companies.words.findings import say as say_of_values
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.influence.checks import require_map
from negoce.negotiation.actions.influence.note_attitude import Heard, forget_attitude, note_attitude
from negoce.negotiation.models import Deal, InfluenceAttitude, InfluencePerson
from negoce.negotiation.queries.influence.read import attitudes_of
from negoce.negotiation.words.influence import TONES, attitude_label, attitude_options
from negoce.ui.components.forms import offer
from negoce.ui.words.say import short_day
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of
from negoce.web.influence.people import load_person, shown_name

_TEMPLATE = "influence/_attitude"
_MOST = 20


class AttitudeForm(forms.Form):
    """One interview. The action checks it; this form only shows it."""

    attitude = forms.ChoiceField(label=_("Attitude"), widget=forms.RadioSelect)
    activity = forms.ChoiceField(label=_("Entretien"), required=False)
    said_on = forms.CharField(label=_("Ou son jour, s’il n’est pas noté"), required=False, widget=day_input())
    words_heard = forms.CharField(label=_("Mots entendus"), required=False)

    def __init__(self, actor: Actor, deal: Deal, *args: object, **named: object):
        super().__init__(*args, **named)  # type: ignore[arg-type]
        offer(self, "attitude", attitude_options())
        offer(
            self,
            "activity",
            [("", _now("Aucun")), *((each.public_id, _told(each)) for each in _held(actor, deal))],
        )
        self.fields["words_heard"].help_text = _(
            "Ce qui a été dit, jamais un jugement : la personne peut le lire, et tout s’efface avec l’entretien."
        )


@require_http_methods(["GET", "POST"])
def attitude(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """What was heard so far, and one interview more."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_map(actor)
    row = load_person(deal, person_id)
    context = {
        "title": shown_name(row),
        "url": request.path,
        "history": _history(deal, row),
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, AttitudeForm(actor, deal), context)
    posted = request.POST
    try:
        note_attitude(
            actor, deal, row, _heard(actor, deal, posted), guard_reason=posted.get("guard_reason", "")
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, AttitudeForm(actor, deal, posted), refused, context)
    return done(_now("Attitude notée."), ["influence"])


@require_POST
def removal(request: HttpRequest, public_id: str, person_id: str, noted_id: int) -> HttpResponse:
    """Take back what was noted by mistake."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    noted = get_object_or_404(InfluenceAttitude, pk=noted_id, person=load_person(deal, person_id))
    forget_attitude(actor, deal, noted)
    return done(_now("Attitude retirée."), ["influence"])


def _heard(actor: Actor, deal: Deal, posted: Mapping[str, str]) -> Heard:
    chosen = posted.get("activity", "")
    activity = next((each for each in _held(actor, deal) if each.public_id == chosen), None)
    if chosen and activity is None:
        raise refuse_field("activity", _now("Cet entretien n’est plus là : choisissez-en un autre."))
    day = parse_day(posted.get("said_on", "")[:40], timezone.localdate(), forward=False)
    if day.finding is not None and activity is None:
        raise refuse_field("said_on", say_of_values(day.finding))
    return Heard(
        attitude=posted.get("attitude", ""),
        words=posted.get("words_heard", "")[:2_000],
        said_on=day.value,
        activity=activity,
    )


def _held(actor: Actor, deal: Deal) -> Sequence[Activity]:
    rows = visible_activities(actor).filter(
        company_id=deal.company_id,
        state=ActivityState.DONE.value,
        kind__in=sorted(each.value for each in INTERVIEW_KINDS),
    )
    return list(rows.order_by("-starts_at", "-pk")[:_MOST])


def _told(activity: Activity) -> str:
    words = {
        "day": short_day(timezone.localtime(activity.starts_at).date()),
        "kind": choice_label(ActivityKind, activity.kind),
        "subject": activity.subject,
    }
    return "{day} · {kind} · {subject}".format(**words)


def _history(deal: Deal, row: InfluencePerson) -> Sequence[Mapping[str, object]]:
    return [
        {
            "attitude": attitude_label(each.attitude),
            "tone": TONES[each.attitude],
            "day": short_day(each.said_on),
            "words_heard": each.words_heard,
            "url": reverse("activities:record", args=[each.activity.public_id]) if each.activity else "",
            "removal_url": reverse(
                "influence:attitude_removal", args=[deal.public_id, row.public_id, each.pk]
            ),
        }
        for each in attitudes_of(row)
    ]
