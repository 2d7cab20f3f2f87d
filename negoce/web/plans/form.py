"""The form of a plan: what is typed, its rows of channels, and the panel that follows while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.plan_save import save_plan
from negoce.prospecting.actions.plan_values import Faults, TypedChannel, channel_rows, plan_columns
from negoce.prospecting.enums import PlanState, WorkMode
from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.queries.call_sessions import possible_callers
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.plan_work_back import Rates
from negoce.prospecting.words.plan import MODES, OBJECTIVES
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.web.day_input import day_input
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.figures import language
from negoce.web.plans.expected import cost_words, expected
from negoce.web.plans.segment import saved_targets, target_of, target_warnings
from negoce.web.plans.targets import PROSPECTS
from negoce.web.plans.typed import MOST_ROWS, forget_kept, resumed, typed_rows, typed_values

_BLANK_ROWS = 2
_GIVEN = ("name", "objective", "filter_text", "launch", "signal")


def _figure() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})


class PlanForm(forms.Form):
    """What is said of a plan. Its action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom du plan"), widget=forms.TextInput(attrs={"autofocus": True}))
    objective = forms.ChoiceField(label=_("Pour quoi"))
    launch = forms.CharField(label=_("Offre ou produit lancé"), required=False)
    filter_text = forms.CharField(label=_("Filtre"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    view = forms.ChoiceField(label=_("Prendre une cible toute faite"), required=False)
    starts_on = forms.CharField(label=_("Du"), widget=day_input())
    ends_on = forms.CharField(label=_("Au"), widget=day_input())
    owner = forms.ChoiceField(label=_("Qui en répond"))
    people = forms.MultipleChoiceField(label=_("Avec"), required=False, widget=forms.CheckboxSelectMultiple)
    target_orders = forms.CharField(label=_("Commandes voulues"), widget=_figure())
    quote_rate = forms.CharField(label=_("Devis → commande"), widget=_figure())
    meeting_rate = forms.CharField(label=_("Rendez-vous → devis"), widget=_figure())
    contact_rate = forms.CharField(label=_("Contact → rendez-vous"), widget=_figure())
    yearly_margin = forms.CharField(
        label=_("Marge attendue par client et par an"), required=False, widget=_figure()
    )
    note = forms.CharField(
        label=_("Message, étapes, moyens"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, actor: Actor, plan: ProspectingPlan | None, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        names = _who_works(actor, plan)
        offer(self, "objective", list(OBJECTIVES.items()))
        offer(self, "owner", names)
        offer(self, "people", names)
        offer(self, "view", [("", _now("Aucune")), *saved_targets(actor)])
        if not actor.may_read(FieldGroup.MARGIN):
            self.fields.pop("yearly_margin")
        if plan is not None and plan.state != PlanState.DRAFT.value:
            for name in ("filter_text", "objective", "view"):
                self.fields.pop(name)


def _who_works(actor: Actor, plan: ProspectingPlan | None) -> Sequence[tuple[str, str]]:
    """Those whose role lets them work companies, who writes the plan, and those of it already, by name."""
    kept = {actor.user_id or 0, *possible_callers().values_list("pk", flat=True)}
    if plan is not None:
        kept |= {plan.owner_id or 0, *plan.people.order_by().values_list("person_id", flat=True)}
    people = User.objects.filter(pk__in=kept).order_by("last_name", "first_name", "pk")
    return [(each.public_id, each.full_name) for each in people]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more plan; an address may bear its name, objective and filter, as a signal or the list of companies does."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    if request.method == "POST":
        return _save(request, actor, None)
    kept = resumed(request, None)
    if kept is not None:
        return _form(request, actor, None, kept.values, kept.rows, kept.people)
    given = {name: request.GET[name] for name in _GIVEN if name in request.GET}
    # Who comes from nowhere begins with whom a new target usually is; a list without a filter means everybody.
    given.setdefault("filter_text", request.GET.get("filter", PROSPECTS))
    return _form(request, actor, None, {**_first(actor), **given}, [], [])


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a plan that is not closed."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    plan = load_or_404(visible_plans(actor).select_related("owner"), public_id)
    if request.method == "POST":
        return _save(request, actor, plan)
    kept = resumed(request, plan)
    if kept is not None:
        return _form(request, actor, plan, kept.values, kept.rows, kept.people)
    rows = [
        TypedChannel(
            each.channel, each.mode, plain(each.budget), number(each.target_orders), plain(each.contact_rate)
        )
        for each in plan.channels.all()
    ]
    people = list(plan.people.order_by("pk").values_list("person__public_id", flat=True))
    return _form(
        request, actor, plan, _stored(plan), with_retained(rows, request.GET.getlist("retained")), people
    )


def with_retained(rows: Sequence[TypedChannel], retained: Sequence[str]) -> list[TypedChannel]:
    """The rows of a plan with the channels retained by a choice, as `channel:mode`; nothing is written."""
    found = {row.channel: row for row in rows}
    for each in retained[:MOST_ROWS]:
        channel, _colon, mode = each.partition(":")
        if channel in set(OriginChannel) and mode in set(WorkMode):
            found[channel] = replace(found.get(channel, TypedChannel(channel)), mode=mode)
    return list(found.values())


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The panel beside the form, for what is typed now; nothing is kept."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    # A started plan no longer asks for its filter: its target is the one frozen.
    plan = None
    if "plan" in request.POST:
        plan = visible_plans(actor).filter(public_id=request.POST["plan"]).first()
    values = typed_values(request.POST)
    context = panel(actor, values, typed_rows(request.POST), plan)
    return render(request, "web/plans/_panel.html", context)


def panel(
    actor: Actor, values: Mapping[str, str], rows: Sequence[TypedChannel], plan: ProspectingPlan | None
) -> dict[str, Any]:
    """What the panel shows of values as typed; those that cannot be read are left for the save to say."""
    faults: Faults = {}
    frozen = plan is not None and plan.state != PlanState.DRAFT.value
    columns = plan_columns(actor, values, timezone.localdate(), faults)
    channels = channel_rows(actor, rows, faults)
    target = None if frozen else target_of(actor, values.get("filter_text", ""), patient=False)
    size = plan.targeted if frozen and plan is not None else (target.count if target else None)
    budget = sum((row["budget"] for row in channels), Decimal(0))
    rates = Rates(*(columns[name] or Decimal(0) for name in ("quote_rate", "meeting_rate", "contact_rate")))
    found = expected(
        columns["target_orders"],
        rates,
        segment=size,
        budget=budget,
        yearly_margin=columns.get("yearly_margin"),
    )
    shared = sum(row["target_orders"] for row in channels)
    return {
        "target": target,
        "target_warnings": target_warnings(target, values.get("objective", "")),
        "size": number(size),
        "count_url": f"{reverse('plans:count')}?{urlencode({'filter': values.get('filter_text', '')})}"
        if size is None
        else "",
        "chain": found.chain,
        "warnings": found.warnings,
        "why": found.why,
        "cost": cost_words(found.cost),
        "budget": format_decimal(budget, language()),
        "each": format_decimal(found.work.each, language(), 1) if found.work and found.work.each else "",
        "unshared": format_decimal(columns["target_orders"] - shared, language())
        if channels and shared < columns["target_orders"]
        else "",
    }


def _save(request: HttpRequest, actor: Actor, plan: ProspectingPlan | None) -> HttpResponse:
    values, rows = typed_values(request.POST), typed_rows(request.POST)
    people = request.POST.getlist("people")
    before = _channels_of(plan)
    try:
        row = save_plan(
            actor,
            plan,
            values=values,
            channels=rows,
            people=people,
            revision=seen_revision(request.POST.get("revision", "")),
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return _form(request, actor, plan, values, rows, people, refused)
    forget_kept(request)
    if row.started_at is not None and _channels_of(row) != before:
        words = _now(
            "Plan enregistré. Ses canaux ont changé : au prochain compte, ce qui est déjà obtenu se répartit entre eux."
        )
        flash(request, words)
    else:
        flash(request, _now("Plan enregistré."))
    return go(request, reverse("plans:plan", args=[row.public_id]))


def _channels_of(plan: ProspectingPlan | None) -> set[str]:
    return set() if plan is None else set(plan.channels.order_by().values_list("channel", flat=True))


def _form(
    request: HttpRequest,
    actor: Actor,
    plan: ProspectingPlan | None,
    values: Mapping[str, str],
    rows: Sequence[TypedChannel],
    people: Sequence[str],
    refused: Refused | None = None,
) -> HttpResponse:
    form = PlanForm(actor, plan, {**values, "people": list(people)} if refused else None,
                    initial={**values, "people": list(people)})  # fmt: skip
    status, channel_faults = 200, []
    if refused is not None:
        form.is_valid()
        form.errors.clear()
        for name, messages in refused.fields.items():
            if name == "channels":
                channel_faults = list(messages)
            else:
                form.add_error(name if name in form.fields else None, list(messages))
        if not refused.fields:
            form.add_error(None, refused.message)
        status = 409 if isinstance(refused, Conflict) else 422
    blank = [TypedChannel("") for _each in range(max(_BLANK_ROWS, 3 - len(rows)))]
    context = {
        "form": form,
        "plan": plan,
        "is_draft": plan is None or plan.state == PlanState.DRAFT.value,
        # Refused for another reason, it is still the plan that was opened.
        "revision": request.POST.get("revision", "") if status == 422 else plan.revision if plan else 0,
        "may_read_margin": actor.may_read(FieldGroup.MARGIN),
        "is_running": plan is not None and plan.state == PlanState.RUNNING.value,
        "retains": "retained" in request.GET,
        "signal": values.get("signal", ""),
        "rows": [*rows, *blank][:MOST_ROWS],
        "channel_faults": channel_faults,
        "channels": choice_options(OriginChannel),
        "modes": list(MODES.items()),
        "guarded": isinstance(refused, FreeTextRefused) or "guard_reason" in request.POST,
        "url": reverse("plans:new") if plan is None else reverse("plans:change", args=[plan.public_id]),
        "preview_url": reverse("plans:preview"),
        "target_url": reverse("plans:target"),
        "resumes": "resumed" in request.GET,
        "afresh_url": f"{reverse('plans:new')}?{urlencode({'filter': values.get('filter_text', '')})}",
        "back_url": reverse("plans:list") if plan is None else reverse("plans:plan", args=[plan.public_id]),
        **panel(actor, values, rows, plan),
    }
    return render(request, "web/plans/form.html", context, status=status)


def _first(actor: Actor) -> dict[str, str]:
    today = timezone.localdate()
    end = today.replace(day=1, month=(today.month + 2) % 12 + 1, year=today.year + (today.month > 9))
    owner = User.objects.filter(pk=actor.user_id or 0).values_list("public_id", flat=True).first()
    return {
        "objective": "new_target",
        "starts_on": format_date(today, language()),
        "ends_on": format_date(end, language()),
        "owner": owner or "",
        "target_orders": "10",
        "quote_rate": "25",
        "meeting_rate": "50",
        "contact_rate": "12",
    }


def _stored(plan: ProspectingPlan) -> dict[str, str]:
    owner = plan.owner
    return {
        "name": plan.name,
        "objective": plan.objective,
        "launch": plan.launch,
        "filter_text": plan.filter_text,
        "starts_on": format_date(plan.starts_on, language()),
        "ends_on": format_date(plan.ends_on, language()),
        "owner": owner.public_id if owner else "",
        "target_orders": number(plan.target_orders),
        "quote_rate": plain(plan.quote_rate),
        "meeting_rate": plain(plan.meeting_rate),
        "contact_rate": plain(plan.contact_rate),
        "yearly_margin": plain(plan.yearly_margin),
        "note": plan.note,
    }


def plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    return format_decimal(value, language(), 0 if value == value.to_integral_value() else 2)
