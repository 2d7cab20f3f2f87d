"""A list made a session of calls: its form, from a filter or from the bar of the list of companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.enums import MessageKind
from negoce.outbox.queries.templates import template_choices, templates_for
from negoce.portfolio.enums import CUSTOMERS, LifeStatus
from negoce.prospecting.actions.call_session_create import AT_ONCE, SessionAsked, begin_session
from negoce.prospecting.actions.call_session_fill import fill_session
from negoce.prospecting.models import CallScript
from negoce.prospecting.queries.call_sessions import offered_scripts, possible_callers
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.queries.qualification import all_grids
from negoce.prospecting.words.qualification import grid_name
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, whole_number
from negoce.web.plans.segment import target_of

_TEMPLATE = "calls/_session"
_CUSTOMERS = f"status is {','.join(each.value for each in CUSTOMERS)}"
_OTHERS = f"status is {','.join(each.value for each in LifeStatus if each not in CUSTOMERS)}"
MAX_CHOSEN = 2_000


class SessionForm(forms.Form):
    """What is asked of a session. The action checks it; this form only shows it."""

    name = forms.CharField(
        label=_("Nom de la session"), max_length=120, widget=forms.TextInput(attrs={"autofocus": True})
    )
    script = forms.ChoiceField(label=_("Script"), required=False)
    grid = forms.ChoiceField(label=_("Questions de qualification"), required=False)
    template = forms.ChoiceField(label=_("E-mail envoyé par la touche e"), required=False)
    plan = forms.ChoiceField(label=_("Plan de prospection"), required=False)
    callers = forms.MultipleChoiceField(
        label=_("Qui appelle"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Personne de coché : toute personne qui peut voir ces entreprises."),
    )
    most_tries = forms.IntegerField(label=_("Essais par numéro"), initial=2, min_value=1, max_value=5)
    quiet_days = forms.IntegerField(
        label=_("Pas d’appel depuis (jours)"), initial=7, min_value=0, max_value=365
    )
    uses_hours = forms.BooleanField(
        label=_("Appeler d’abord les métiers qu’on joint le mieux à cette heure"), required=False
    )

    def __init__(self, actor: Actor, plan: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        nothing = ("", _now("Aucun"))
        offer(self, "script", [nothing, *((one.public_id, one.name) for one in offered_scripts())])
        grids = [one for one in all_grids() if one.is_active]
        offer(self, "grid", [nothing, *((one.public_id, grid_name(one)) for one in grids)])
        mails = templates_for(MessageKind.LETTER)
        offer(self, "template", [nothing, *template_choices(mails, actor.language)])
        plans = visible_plans(actor).filter(closed_at=None).order_by("-starts_on", "-pk")[:100]
        offer(self, "plan", [nothing, *((one.public_id, one.name) for one in plans)])
        offer(self, "callers", [(str(one.pk), one.full_name) for one in possible_callers()])
        if plan and not self.is_bound:
            self.initial["plan"] = plan


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, or the session made of the rows chosen (`selected`), or of all that the filter finds."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    require(actor, Permission.EDIT)
    filter_text = request.GET.get("filter", "")[:4_000]
    bulk = request.GET.get("bulk") == "1"
    given = {name: request.GET[name] for name in ("filter", "bulk", "plan") if request.GET.get(name)}
    target = None if bulk else target_of(actor, filter_text)
    context = {
        "title": _now("Nouvelle session d’appels"),
        "url": f"{reverse('calls:new')}?{urlencode(given)}",
        "bulk": bulk,
        "target": target,
        "target_count": number(target.count) if target is not None and target.count is not None else "",
    }
    plan = request.GET.get("plan", "")[:12]
    if request.method == "GET":
        told = {"warned": _warned(actor, filter_text, given) if target is not None else ()}
        return show_form(request, _TEMPLATE, SessionForm(actor, plan), context | told)
    context["warned"] = ()
    everything = request.POST.get("all") == "1"
    ids = None if everything else list(dict.fromkeys(request.POST.getlist("selected")))[:MAX_CHOSEN]
    try:
        session = begin_session(actor, _asked(request, actor), public_ids=ids, filter_text=filter_text)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, SessionForm(actor, plan, request.POST), refused, context)
    reached = (target.count if target is not None else None) if ids is None else len(ids)
    if reached is not None and reached <= AT_ONCE:
        fill_session(actor, session)
        flash(request, _now("Session « %(name)s » prête.") % {"name": session.name})
    return go(request, reverse("calls:session", args=[session.public_id]))


def _warned(actor: Actor, filter_text: str, given: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    """How many of the choice buy already, or have something planned, each with the way to the form without them.

    What should have been done by now is no date to wait for.
    """
    today = timezone.localdate()
    planned = f"next_activity_on after {today - timedelta(days=1)}"
    nothing_planned = f"(next_activity_on empty or next_activity_on before {today})"
    customers = target_of(actor, _both(filter_text, _CUSTOMERS)).count or 0
    ahead = target_of(actor, _both(filter_text, planned)).count or 0
    found = (
        (
            customers,
            ngettext("%(count)s est déjà cliente.", "%(count)s sont déjà clientes.", customers),
            _OTHERS,
        ),
        (
            ahead,
            ngettext(
                "%(count)s a déjà un rendez-vous ou une tâche à venir.",
                "%(count)s ont déjà un rendez-vous ou une tâche à venir.",
                ahead,
            ),
            nothing_planned,
        ),
    )
    return [
        {
            "words": words % {"count": number(count)},
            "url": f"{reverse('calls:new')}?{urlencode({**given, 'filter': _both(filter_text, without)})}",
        }
        for count, words, without in found
        if count
    ]


def _both(filter_text: str, more: str) -> str:
    return f"({filter_text}) and {more}" if filter_text else more


def _asked(request: HttpRequest, actor: Actor) -> SessionAsked:
    given = request.POST
    keys = [int(key) for key in given.getlist("callers") if key.isdecimal() and len(key) < 19]
    grids = {one.public_id: one for one in all_grids()}
    mails = {one.public_id: one for one in templates_for(MessageKind.LETTER)}
    return SessionAsked(
        name=given.get("name", ""),
        script=CallScript.objects.filter(public_id=given.get("script", "")[:12], is_active=True).first(),
        grid=grids.get(given.get("grid", "")),
        template=mails.get(given.get("template", "")),
        plan=visible_plans(actor).filter(public_id=given.get("plan", "")[:12]).first(),
        callers=list(possible_callers().filter(pk__in=keys)),
        most_tries=_whole(given.get("most_tries", "2")),
        quiet_days=_whole(given.get("quiet_days", "7")),
        uses_hours=given.get("uses_hours") == "on",
    )


def _whole(text: str) -> int:
    """The number typed; one that the action refuses when it is none."""
    found = whole_number(text.strip())
    return -1 if found is None else found
