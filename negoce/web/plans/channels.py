"""« Quels canaux ? »: candidates weighed on four criteria, our own costs beside, a recommendation with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.queries.channel_history import channel_history
from negoce.prospecting.actions.channel_choice_save import (
    TypedScore,
    make_choice,
    read_scores,
    retain_channels,
    save_scores,
)
from negoce.prospecting.actions.plan_values import Faults
from negoce.prospecting.enums import PlanState, WorkMode
from negoce.prospecting.models import ChannelChoice
from negoce.prospecting.plan_words import MODES
from negoce.prospecting.queries.plans import may_change, visible_choices, visible_plans
from negoce.prospecting.rules.channel_cost import LEAST_CUSTOMERS, Acquisition, Candidate, choose_channels
from negoce.ui.toasts import flash
from negoce.ui.words.figures import cents, number
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.plans.expected import said
from negoce.web.plans.form import plain

_COLUMNS = ("channel", "mode", "effectiveness", "skill", "credibility", "cost")
VERDICTS: Mapping[str, tuple[Any, str]] = {
    "first": (_("Recommandé"), "good"),
    "next": (_("Possible"), "info"),
    "ineffective": (_("Touche mal la cible"), "bad"),
    "doubtful": (_("Offre peu crédible ici"), "warn"),
    "unknown": (_("À noter"), ""),
}


class ChoiceForm(forms.Form):
    """For whom and what channels are weighed."""

    name = forms.CharField(label=_("Nom"), widget=forms.TextInput(attrs={"autofocus": True}))
    target = forms.CharField(label=_("Cible"), required=False)
    launch = forms.CharField(label=_("Offre ou produit lancé"), required=False)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The weighings made, and what customers cost us by channel."""
    actor = actor_of(request)
    words = dict(choice_options(OriginChannel))
    history = sorted(channel_history(actor).items(), key=lambda each: each[1].each or Decimal(0))
    context = {
        "choices": [
            {
                "name": each.name,
                "url": reverse("plans:choice", args=[each.public_id]),
                "target": each.target,
                "launch": each.launch,
                "plan": each.plan.name if each.plan else "",
            }
            for each in visible_choices(actor).select_related("plan").order_by("-pk")[:200]
        ],
        "history": [
            {
                "name": words[key],
                "each": cents(found.each),
                "customers": number(found.customers),
                "cost": cents(found.cost),
                "enough": found.customers >= LEAST_CUSTOMERS,
            }
            for key, found in history
        ],
        "least": LEAST_CUSTOMERS,
        "may_change": may_change(actor),
        "new_url": reverse("plans:choice_new"),
    }
    return render(request, "web/plans/choices.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin to weigh channels for a target, alone."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    context = {"title": _now("Peser les canaux"), "url": reverse("plans:choice_new")}
    if request.method == "GET":
        return show_form(request, "plans/_choice", ChoiceForm(), context)
    try:
        row = make_choice(
            actor,
            name=request.POST.get("name", ""),
            target=request.POST.get("target", ""),
            launch=request.POST.get("launch", ""),
        )
    except Refused as refused:
        return show_refusal(request, "plans/_choice", ChoiceForm(request.POST), refused, context)
    return go(request, reverse("plans:choice", args=[row.public_id]))


@require_POST
def of_plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The weighing of a plan; made when there is none yet."""
    actor = actor_of(request)
    plan = load_or_404(visible_plans(actor), public_id)
    row = make_choice(actor, name=plan.name, target="", launch=plan.launch, plan=plan)
    return go(request, reverse("plans:choice", args=[row.public_id]))


@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest, public_id: str) -> HttpResponse:
    """One weighing: notes, costs, the recommendation; saved as a whole."""
    actor = actor_of(request)
    row = load_or_404(visible_choices(actor).select_related("plan"), public_id)
    stored = [
        TypedScore(
            each.channel,
            each.mode,
            _note(each.effectiveness),
            _note(each.skill),
            _note(each.credibility),
            plain(each.estimated_cost),
        )
        for each in row.scores.all()
    ]
    if request.method == "GET":
        return _page(request, actor, row, stored, None)
    typed = _typed(request.POST)
    try:
        save_scores(actor, row, scores=typed, revision=seen_revision(request.POST.get("revision", "")))
    except Refused as refused:
        return _page(request, actor, row, typed, refused)
    flash(request, _now("Notes enregistrées."))
    return redirect("plans:choice", row.public_id)


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The recommendation for what is typed now; nothing is kept."""
    actor = actor_of(request)
    row = load_or_404(visible_choices(actor).select_related("plan"), public_id)
    context = _advice(actor, _typed(request.POST), channel_history(actor))
    return render(
        request, "web/plans/_recommendation.html", {**context, "may_retain": _may_retain(actor, row)}
    )


@require_POST
def retention(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the channels ticked into the plan."""
    actor = actor_of(request)
    row = load_or_404(visible_choices(actor).select_related("plan"), public_id)
    try:
        retain_channels(actor, row, request.POST.getlist("retained"))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return redirect("plans:choice", row.public_id)
    flash(request, _now("Canaux retenus : donnez-leur un budget."))
    return redirect("plans:change", row.plan.public_id if row.plan else "")


def _page(
    request: HttpRequest,
    actor: Actor,
    row: ChannelChoice,
    typed: Sequence[TypedScore],
    refused: Refused | None,
) -> HttpResponse:
    history = channel_history(actor)
    words = dict(choice_options(OriginChannel))
    plan = row.plan
    lines = [
        {
            "typed": each,
            "name": words.get(each.channel, each.channel),
            "history": _history_words(history.get(each.channel)),
            "faults": refused.fields.get(each.channel, ()) if refused else (),
        }
        for each in typed
    ]
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    context = {
        "row": row,
        "plan_url": reverse("plans:plan", args=[plan.public_id]) if plan else "",
        "may_change": may_change(actor),
        "may_retain": _may_retain(actor, row),
        "lines": lines,
        "modes": list(MODES.items()),
        "problem": refused.message if refused else "",
        "url": reverse("plans:choice", args=[row.public_id]),
        "preview_url": reverse("plans:choice_preview", args=[row.public_id]),
        "retention_url": reverse("plans:retention", args=[row.public_id]),
        **_advice(actor, typed, history),
    }
    return render(request, "web/plans/choice.html", context, status=status)


def _may_retain(actor: Actor, row: ChannelChoice) -> bool:
    return may_change(actor) and row.plan is not None and row.plan.state != PlanState.CLOSED.value


def _advice(
    actor: Actor, typed: Sequence[TypedScore], history: Mapping[str, Acquisition]
) -> Mapping[str, object]:
    faults: Faults = {}
    words = dict(choice_options(OriginChannel))
    candidates = [
        Candidate(
            each.channel,
            each.effectiveness,
            each.skill,
            each.credibility,
            each.cost if each.cost is not None else _known_cost(history.get(each.channel)),
            outsourced=each.mode == WorkMode.OUTSOURCED.value,
        )
        for each in read_scores(actor, typed, faults)
        if each.channel not in faults
    ]
    worked = choose_channels(candidates)
    placed = [each for each in worked.value if each.verdict != "unknown"]
    return {
        "placed": [
            {
                "key": each.candidate.channel,
                "name": words[each.candidate.channel],
                "verdict": VERDICTS[each.verdict][0],
                "tone": VERDICTS[each.verdict][1],
                "fits": each.verdict in ("first", "next"),
                "first": each.verdict == "first",
                "cost": cents(each.candidate.cost),
                "mode": MODES[
                    WorkMode.OUTSOURCED.value if each.candidate.outsourced else WorkMode.IN_HOUSE.value
                ],
                "gap": each.gap,
            }
            for each in placed
        ],
        "why": [said(each) for each in worked.steps] if placed else [],
    }


def _note(value: int | None) -> str:
    return "" if value is None else str(value)


def _known_cost(found: Acquisition | None) -> Decimal | None:
    return found.each if found is not None and found.customers >= LEAST_CUSTOMERS else None


def _history_words(found: Acquisition | None) -> str:
    if found is None:
        return ""
    figures = {"each": cents(found.each), "count": number(found.customers), "least": LEAST_CUSTOMERS}
    if found.customers < LEAST_CUSTOMERS:
        return (
            _now("Nos plans : %(each)s sur %(count)s clients ; il en faut %(least)s pour s’y fier") % figures
        )
    return _now("Nos plans : %(each)s sur %(count)s clients") % figures


def _typed(posted: QueryDict) -> list[TypedScore]:
    most = len(OriginChannel)
    columns = [posted.getlist(f"row_{name}")[:most] for name in _COLUMNS]
    return [TypedScore(*row) for row in zip(*columns, strict=False)]
