"""The list of playbooks, and one: its steps, its switch, its effect."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.automation.actions.playbooks.switch import switch_off, switch_on
from negoce.automation.models import Playbook, PlaybookStep
from negoce.automation.playbook_words import (
    STEP_KINDS,
    VERDICTS,
    playbook_name,
    step_body,
    step_subject,
)
from negoce.automation.queries.playbooks.candidates import would_take
from negoce.automation.queries.playbooks.effect import playbook_effect
from negoce.automation.queries.playbooks.pages import RunCounts, all_playbooks, kept_steps, run_counts
from negoce.automation.rules.effect import MINIMUM, Difference, Effect, EffectVerdict
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import require_house_reader
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal, format_money
from negoce.kit.refusal import Refused
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.whole_house import require_house, sees_whole_house, steers_house
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language

_TONES = {
    EffectVerdict.NOT_ENOUGH: "",
    EffectVerdict.UNCLEAR: "info",
    EffectVerdict.MORE: "good",
    EffectVerdict.LESS: "bad",
}


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every playbook: its status, how many companies it is with, whether it is on."""
    actor = actor_of(request)
    require_house_reader(actor)
    playbooks = all_playbooks()
    counts = run_counts(playbooks, actor)
    lines = [
        {
            "name": playbook_name(each),
            "url": reverse("playbooks:playbook", args=[each.public_id]),
            "status": status_chip(each),
            "steps": len(each.steps.all()),
            "running": counts.get(each.pk, RunCounts()).running,
            "begun": counts.get(each.pk, RunCounts()).begun,
            "is_active": each.is_active,
        }
        for each in playbooks
    ]
    columns = (
        TableColumn(_now("Scénario")),
        TableColumn(_now("Statut")),
        TableColumn(_now("Étapes"), numeric=True),
        TableColumn(_now("En cours"), numeric=True),
        TableColumn(_now("Commencés"), numeric=True),
        TableColumn(_now("En marche")),
    )
    context = {
        "lines": lines,
        "columns": columns,
        "may_set": steers_house(actor),
        "partial": not sees_whole_house(actor),
    }
    return render(request, "web/playbooks/list.html", context)


@require_GET
def playbook(request: HttpRequest, public_id: str) -> HttpResponse:
    """One playbook; who sees a part of the house reads what becomes of their own customers, and changes nothing."""
    actor = actor_of(request)
    require_house_reader(actor)
    row, today = load_playbook(public_id), timezone.localdate()
    counts = run_counts([row], actor).get(row.pk, RunCounts())
    may_set = steers_house(actor)
    context = {
        "playbook": row,
        "name": playbook_name(row),
        "status": status_chip(row),
        "steps": [step_line(row, each) for each in row.steps.all()],
        "counts": counts,
        "would_take": would_take(row) if may_set and not row.is_active else 0,
        "may_set": may_set,
        "partial": not sees_whole_house(actor),
        "preview_url": reverse("playbooks:preview", args=[public_id]),
        "switch_url": reverse("playbooks:switch", args=[public_id]),
        "change_url": reverse("playbooks:change", args=[public_id]),
        "step_url": reverse("playbooks:step_new", args=[public_id]),
        "effect": effect_context(playbook_effect(row, today, actor), actor),
        "list_url": reverse("playbooks:list"),
    }
    return render(request, "web/playbooks/playbook.html", context)


@require_POST
def switch(request: HttpRequest, public_id: str) -> HttpResponse:
    """On (`on` = yes, with `present` = yes for those who are in the status already), or off."""
    actor = actor_of(request)
    require_house(actor)
    row, today = load_playbook(public_id), timezone.localdate()
    try:
        if request.POST.get("on") == "yes":
            switch_on(actor, row, takes_present=request.POST.get("present") == "yes", today=today)
            flash(request, _now("Scénario en marche."))
        else:
            switch_off(actor, row, today=today)
            flash(request, _now("Scénario arrêté ; les tâches déjà créées restent."))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return redirect("playbooks:playbook", public_id)


def load_playbook(public_id: str) -> Playbook:
    """The playbook with its steps; everybody who steers sees all of them."""
    rows = Playbook.objects.select_related("owner").prefetch_related(kept_steps())
    return load_or_404(rows, public_id)


def status_chip(row: Playbook) -> str:
    """The status in its colour."""
    return chip(str(STATUS_LABELS[LifeStatus(row.status)]), life=row.status)


def step_line(row: Playbook, step: PlaybookStep) -> Mapping[str, object]:
    """A step as the page shows it."""
    day = ngettext("après %(count)s jour", "après %(count)s jours", step.delay_days) % {
        "count": step.delay_days
    }
    how = str(STEP_KINDS[step.kind])
    if step.automatic:
        how = _now("Message envoyé sans relecture")
    return {
        "day": day if step.delay_days else _now("dès le début"),
        "kind": how,
        "subject": step_subject(row, step),
        "body": step_body(row, step),
        "template": step.template.name if step.template is not None else "",
        "assignee": step.assignee.full_name if step.assignee is not None else "",
        "offer": step.offer.name if step.offer is not None else "",
        "url": reverse("playbooks:step", args=[row.public_id, step.public_id]),
        "removal_url": reverse("playbooks:step_removal", args=[row.public_id, step.public_id]),
    }


def effect_context(found: Effect, actor: Actor) -> Mapping[str, object]:
    """The effect in words; euros of margin only for those who read margins."""
    lines = []
    if found.orders is not None:
        lines.append(_difference(_now("Commandes par entreprise"), found.orders, money=False))
    if found.net is not None:
        lines.append(_difference(_now("CA HT par entreprise"), found.net, money=True))
    if found.margin is not None and actor.may_read(FieldGroup.MARGIN):
        lines.append(_difference(_now("Marge par entreprise"), found.margin, money=True))
    return {
        "verdict": chip(str(VERDICTS[found.verdict.value]), tone=_TONES[found.verdict]),
        "treated": found.treated,
        "control": found.control,
        "minimum": MINIMUM,
        "lines": lines,
        "columns": (
            TableColumn(_now("Mesure")),
            TableColumn(_now("Avec"), numeric=True),
            TableColumn(_now("Témoin"), numeric=True),
            TableColumn(_now("Effet"), numeric=True),
            TableColumn(_now("Intervalle (19 fois sur 20)"), numeric=True),
        ),
    }


def _difference(label: str, found: Difference, *, money: bool) -> Mapping[str, str]:
    def write(value: Decimal) -> str:
        return format_money(value, language()) if money else format_decimal(value, language(), 2)

    return {
        "label": label,
        "treated": write(found.treated),
        "control": write(found.control),
        "more": ("+" if found.more > 0 else "") + write(found.more),
        "interval": _now("de %(low)s à %(high)s") % {"low": write(found.low), "high": write(found.high)},
    }
