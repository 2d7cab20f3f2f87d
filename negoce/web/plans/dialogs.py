"""What is done with a plan: start, close, delete, note a cost, count again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.plan_result_refresh import refresh_plan
from negoce.prospecting.actions.plan_cost import add_cost, remove_cost
from negoce.prospecting.actions.plan_save import delete_plan
from negoce.prospecting.actions.plan_start import AT_ONCE, close_plan, start_plan
from negoce.prospecting.models import PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.words.plan import COST_KINDS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.figures import language
from negoce.web.plans.segment import target_of, target_warnings
from negoce.web.plans.signal_words import companies_words

_COST = ("day", "kind", "channel", "amount", "words")


class CostForm(forms.Form):
    """A cost. Its action checks it."""

    amount = forms.CharField(
        label=_("Montant HT"), widget=forms.TextInput(attrs={"inputmode": "decimal", "autofocus": True})
    )
    day = forms.CharField(label=_("Le"), widget=day_input())
    kind = forms.ChoiceField(label=_("Nature"))
    channel = forms.ChoiceField(label=_("Canal"), required=False)
    words = forms.CharField(label=_("Objet"), required=False, max_length=160)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", list(COST_KINDS.items()))
        offer(self, "channel", [("", _now("Tous les canaux du plan")), *choice_options(OriginChannel)])


class CloseForm(forms.Form):
    """What is learned from a plan."""

    lesson = forms.CharField(
        label=_("Ce qu’on en retient"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what starting does, then do it."""
    actor, plan = _loaded(request, public_id)
    target = target_of(actor, plan.filter_text)
    context = {
        "title": _now("Démarrer « %(name)s » ?") % {"name": plan.name},
        "url": reverse("plans:start", args=[plan.public_id]),
        "revision": plan.revision,
        "count": companies_words(target.count or 0),
        "target_warnings": target_warnings(target, plan.objective),
        "by_job": (target.count or 0) > AT_ONCE,
        "lacking": _lacking(plan),
    }
    if request.method == "GET":
        return show_form(request, "plans/_start", forms.Form(), context)
    try:
        start_plan(actor, plan, revision=seen_revision(request.POST.get("revision", "")))
    except Refused as refused:
        return show_refusal(request, "plans/_start", forms.Form(request.POST), refused, context)
    flash(request, _now("Plan démarré : sa cible est arrêtée."))
    return go(request, _page(plan))


def _lacking(plan: ProspectingPlan) -> Sequence[str]:
    """What a plan is started without: channels, their budget, the orders expected of them."""
    channels = list(plan.channels.all())
    if not channels:
        return [_now("Aucun canal n’est retenu : ni budget, ni commande attendue par canal.")]
    found = []
    if not any(each.budget for each in channels):
        found.append(_now("Aucun canal n’a de budget."))
    if not any(each.target_orders for each in channels):
        found.append(_now("Aucune commande n’est attendue d’un canal."))
    return found


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a plan with what is learned from it; its figures are counted once more."""
    actor, plan = _loaded(request, public_id)
    context = {
        "title": _now("Terminer « %(name)s » ?") % {"name": plan.name},
        "url": reverse("plans:close", args=[plan.public_id]),
        "revision": plan.revision,
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, "plans/_close", CloseForm(), context)
    try:
        closed = close_plan(
            actor,
            plan,
            lesson=request.POST.get("lesson", ""),
            revision=seen_revision(request.POST.get("revision", "")),
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, "plans/_close", CloseForm(request.POST), refused, context)
    if closed.targeted <= AT_ONCE:
        refresh_plan(closed, today=timezone.localdate())
    flash(request, _now("Plan terminé."))
    return go(request, _page(plan))


@require_http_methods(["GET", "POST"])
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take away a plan that never started, once asked."""
    actor, plan = _loaded(request, public_id)
    if request.method == "GET":
        context = {
            "title": _now("Supprimer « %(name)s » ?") % {"name": plan.name},
            "url": reverse("plans:deletion", args=[plan.public_id]),
        }
        return show_form(request, "plans/_deletion", forms.Form(), context)
    try:
        delete_plan(actor, plan)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, _page(plan))
    flash(request, _now("Plan supprimé."))
    return go(request, reverse("plans:list"))


@require_POST
def refreshing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Count now rather than tonight; a target too large for that waits for the night."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    plan = load_or_404(visible_plans(actor), public_id)
    if plan.targeted > AT_ONCE:
        flash(request, _now("Cette cible est grande : ses résultats seront comptés cette nuit."))
    elif plan.started_at is not None:
        refresh_plan(plan, today=timezone.localdate())
        flash(request, _now("Résultats comptés à l’instant."))
    return go(request, _page(plan))


@require_http_methods(["GET", "POST"])
def cost_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note a cost."""
    actor, plan = _loaded(request, public_id)
    context = {
        "title": _now("Noter une dépense"),
        "url": reverse("plans:cost_new", args=[plan.public_id]),
    }
    if request.method == "GET":
        today = format_date(timezone.localdate(), language())
        return show_form(request, "plans/_cost", CostForm(initial={"day": today}), context)
    try:
        add_cost(actor, plan, values={name: request.POST.get(name, "") for name in _COST})
    except Refused as refused:
        return show_refusal(request, "plans/_cost", CostForm(request.POST), refused, context)
    flash(request, _now("Dépense notée."))
    return go(request, _page(plan))


@require_POST
def cost_removal(request: HttpRequest, public_id: str, cost_id: str) -> HttpResponse:
    """Take a cost away; one that comes back by itself stays, and it is said where to change it."""
    actor, plan = _loaded(request, public_id)
    try:
        remove_cost(actor, load_or_404(PlanCost.objects.filter(plan=plan), cost_id))
        flash(request, _now("Dépense retirée."))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return go(request, _page(plan))


def _loaded(request: HttpRequest, public_id: str) -> tuple[Actor, ProspectingPlan]:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    return actor, load_or_404(visible_plans(actor), public_id)


def _page(plan: ProspectingPlan) -> str:
    return reverse("plans:plan", args=[plan.public_id])
