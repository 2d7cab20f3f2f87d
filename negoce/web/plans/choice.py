"""One weighing of channels: notes and costs typed, the recommendation with its reason, the figures it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.queries.channel_history import channel_history
from negoce.prospecting.actions.channel_choice_save import TypedScore, keep_known, read_scores, save_scores
from negoce.prospecting.actions.plan_values import Faults
from negoce.prospecting.enums import PlanState, WorkMode
from negoce.prospecting.models import ChannelChoice
from negoce.prospecting.queries.plans import may_change, visible_choices
from negoce.prospecting.rules.channel_cost import Candidate, choose_channels
from negoce.prospecting.rules.known_cost import KnownCost, read_known
from negoce.prospecting.words.plan import MODES
from negoce.ui.toasts import flash
from negoce.ui.words.figures import cents
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.plans.expected import said
from negoce.web.plans.form import plain
from negoce.web.plans.known import known_context, known_words

_COLUMNS = ("channel", "mode", "effectiveness", "skill", "credibility", "cost")
VERDICTS: Mapping[str, tuple[Any, str]] = {
    "first": (_("Recommandé"), "good"),
    "next": (_("Possible"), "info"),
    "ineffective": (_("Touche mal la cible"), "bad"),
    "doubtful": (_("Offre peu crédible ici"), "warn"),
    "unknown": (_("À noter"), ""),
}


@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest, public_id: str) -> HttpResponse:
    """One weighing: notes, costs, the recommendation; saved as a whole."""
    actor = actor_of(request)
    row = load_or_404(visible_choices(actor).select_related("plan", "known_by"), public_id)
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
    row = load_or_404(visible_choices(actor).select_related("plan", "known_by"), public_id)
    context = _advice(actor, _typed(request.POST), read_known(row.known))
    return render(request, "web/plans/_recommendation.html", {**context, **_retention(actor, row)})


@require_POST
def figures(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take what customers cost in our plans today for the figures of this choice."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    row = load_or_404(visible_choices(actor), public_id)
    before = row.known
    after = keep_known(actor, row, channel_history(actor)).known
    words = (
        _now("Les coûts de nos plans n’ont pas changé depuis.")
        if before == after
        else _now("Coûts de nos plans mis à jour : la recommandation suit.")
    )
    flash(request, words)
    return go(request, reverse("plans:choice", args=[row.public_id]))


def _page(
    request: HttpRequest,
    actor: Actor,
    row: ChannelChoice,
    typed: Sequence[TypedScore],
    refused: Refused | None,
) -> HttpResponse:
    history = read_known(row.known)
    words = dict(choice_options(OriginChannel))
    plan = row.plan
    lines = [
        {
            "typed": each,
            "name": words.get(each.channel, each.channel),
            "history": known_words(history.get(each.channel)),
            "faults": refused.fields.get(each.channel, ()) if refused else (),
        }
        for each in typed
    ]
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    context = {
        "row": row,
        "plan_url": reverse("plans:plan", args=[plan.public_id]) if plan else "",
        "may_change": may_change(actor),
        **_retention(actor, row),
        "lines": lines,
        "modes": list(MODES.items()),
        "problem": refused.message if refused else "",
        "url": reverse("plans:choice", args=[row.public_id]),
        "preview_url": reverse("plans:choice_preview", args=[row.public_id]),
        "figures_url": reverse("plans:choice_figures", args=[row.public_id]),
        **known_context(actor, row),
        **_advice(actor, typed, history),
    }
    return render(request, "web/plans/choice.html", context, status=status)


def _retention(actor: Actor, row: ChannelChoice) -> Mapping[str, object]:
    plan = row.plan
    return {
        "may_retain": may_change(actor) and plan is not None and plan.state != PlanState.CLOSED.value,
        "retention_url": reverse("plans:change", args=[plan.public_id]) if plan else "",
    }


def _advice(
    actor: Actor, typed: Sequence[TypedScore], history: Mapping[str, KnownCost]
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
                "retained": f"{each.candidate.channel}:{_mode(each.candidate)}",
                "name": words[each.candidate.channel],
                "verdict": VERDICTS[each.verdict][0],
                "tone": VERDICTS[each.verdict][1],
                "fits": each.verdict in ("first", "next"),
                "first": each.verdict == "first",
                "cost": cents(each.candidate.cost),
                "mode": MODES[_mode(each.candidate)],
                "gap": each.gap,
            }
            for each in placed
        ],
        "why": [said(each) for each in worked.steps] if placed else [],
    }


def _mode(candidate: Candidate) -> str:
    return (WorkMode.OUTSOURCED if candidate.outsourced else WorkMode.IN_HOUSE).value


def _note(value: int | None) -> str:
    return "" if value is None else str(value)


def _known_cost(found: KnownCost | None) -> Decimal | None:
    return found.each if found is not None and found.is_enough else None


def _typed(posted: QueryDict) -> list[TypedScore]:
    most = len(OriginChannel)
    columns = [posted.getlist(f"row_{name}")[:most] for name in _COLUMNS]
    return [TypedScore(*row) for row in zip(*columns, strict=False)]
