"""The dialogs of a playbook and of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.automation.actions.playbooks.save import remove_step, save_playbook, save_step
from negoce.automation.enums import StepKind
from negoce.automation.models import Playbook, PlaybookStep, SegmentOffer
from negoce.automation.playbook_words import STEP_KINDS, playbook_name, step_body, step_subject
from negoce.kit.refusal import Refused
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.whole_house import require_house
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.activities.form import people_choices, user_of
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.playbooks.pages import load_playbook

_PLAYBOOK, _STEP = "playbooks/_playbook", "playbooks/_step"
_FIELDS = (
    "name", "status", "control_percent", "starts_per_day", "effect_days", "stops_on_order", "stops_on_answer",
)  # fmt: skip
_STEP_FIELDS = ("kind", "subject", "body", "delay_days", "automatic")
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class PlaybookForm(forms.Form):
    """A playbook. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    status = forms.ChoiceField(label=_("Pour les entreprises au statut"))
    starts_per_day = forms.CharField(label=_("Entreprises par jour au plus"), required=False)
    control_percent = forms.CharField(label=_("Groupe témoin"), required=False)
    effect_days = forms.CharField(label=_("Effet mesuré sur"), required=False)
    owner = forms.ChoiceField(label=_("À défaut de commercial, pour"), required=False)
    stops_on_order = forms.BooleanField(label=_("S’arrêter dès que l’entreprise commande"), required=False)
    stops_on_answer = forms.BooleanField(label=_("S’arrêter dès qu’elle répond"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "status", [(key.value, words) for key, words in STATUS_LABELS.items()])
        offer(self, "owner", [("", _now("Personne")), *people_choices()])
        self.fields["stops_on_answer"].help_text = _(
            "Un appel ou un message reçu, une réponse à un rendez-vous : une personne prend la suite."
        )
        self.fields["control_percent"].help_text = _(
            "Tirées au sort, ces entreprises ne reçoivent rien : c’est à elles que l’on compare."
        )
        for name in ("starts_per_day", "control_percent", "effect_days"):
            self.fields[name].widget.attrs |= _NUMBER


class StepForm(forms.Form):
    """A step. The action checks it; this form only shows it."""

    kind = forms.ChoiceField(label=_("Type"))
    delay_days = forms.CharField(label=_("Jours après le début"), required=False)
    subject = forms.CharField(label=_("À faire"))
    body = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    template = forms.ChoiceField(label=_("Modèle de message"), required=False)
    automatic = forms.BooleanField(label=_("Envoyer sans relecture"), required=False)
    assignee = forms.ChoiceField(label=_("Pour"), required=False)
    offer = forms.ChoiceField(label=_("Offre à porter"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", list(STEP_KINDS.items()))
        offer(
            self, "template", [("", _now("Aucun")), *((each.public_id, each.name) for each in _templates())]
        )
        offer(self, "assignee", [("", _now("Qui suit l’entreprise")), *people_choices()])
        offers = SegmentOffer.objects.order_by("-ends_on", "-pk")[:200]
        offer(self, "offer", [("", _now("Aucune")), *((each.public_id, each.name) for each in offers)])
        self.fields["automatic"].help_text = _(
            "Sinon, une tâche invite à relire le message, puis à l’envoyer. Une opposition l’arrête toujours."
        )
        self.fields["delay_days"].widget.attrs |= _NUMBER


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A playbook of one's own."""
    require_house(actor_of(request))
    context = {"title": _now("Nouveau scénario"), "url": request.path, "revision": None}
    if request.method == "GET":
        first = {"starts_per_day": 20, "control_percent": 15, "effect_days": 90, "stops_on_order": True,
                 "stops_on_answer": True}  # fmt: skip
        return show_form(request, _PLAYBOOK, PlaybookForm(initial=first), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name, its status, its measure."""
    require_house(actor_of(request))
    row = load_playbook(public_id)
    context = {"title": _now("Modifier le scénario"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        first = {name: getattr(row, name) for name in _FIELDS} | {"name": playbook_name(row)}
        first["owner"] = row.owner.public_id if row.owner is not None else ""
        return show_form(request, _PLAYBOOK, PlaybookForm(initial=first), context)
    return _save(request, row, context)


def _save(request: HttpRequest, row: Playbook | None, context: Mapping[str, object]) -> HttpResponse:
    owner = request.POST.get("owner", "")
    values = {
        **{name: request.POST.get(name, "")[:200] for name in _FIELDS},
        "owner": user_of(owner) if owner else None,
    }
    try:
        saved = save_playbook(
            actor_of(request), row, values=values, revision=whole_number(request.POST.get("revision", ""))
        )
    except Refused as refused:
        return show_refusal(request, _PLAYBOOK, PlaybookForm(request.POST), refused, context)
    flash(request, _now("Scénario enregistré."))
    return go(request, reverse("playbooks:playbook", args=[saved.public_id]))


@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more step."""
    require_house(actor_of(request))
    row = load_playbook(public_id)
    context = {"title": _now("Ajouter une étape"), "url": request.path}
    if request.method == "GET":
        first = {"kind": StepKind.TASK.value, "delay_days": 0}
        return show_form(request, _STEP, StepForm(initial=first), context)
    return _save_step(request, row, None, context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    """A step, changed: what it made already stays."""
    require_house(actor_of(request))
    row = load_playbook(public_id)
    found = _step(row, step_id)
    context = {"title": _now("Modifier l’étape"), "url": request.path}
    if request.method == "GET":
        first = {
            "kind": found.kind,
            "delay_days": found.delay_days,
            "subject": step_subject(row, found),
            "body": step_body(row, found),
            "template": found.template.public_id if found.template is not None else "",
            "automatic": found.automatic,
            "assignee": found.assignee.public_id if found.assignee is not None else "",
            "offer": found.offer.public_id if found.offer is not None else "",
        }
        return show_form(request, _STEP, StepForm(initial=first), context)
    return _save_step(request, row, found, context)


@require_POST
def step_removal(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    """Take a step out."""
    actor = actor_of(request)
    require_house(actor)
    remove_step(actor, _step(load_playbook(public_id), step_id))
    flash(request, _now("Étape retirée ; ce qu’elle a déjà fait reste."))
    return redirect("playbooks:playbook", public_id)


def _save_step(
    request: HttpRequest, row: Playbook, found: PlaybookStep | None, context: Mapping[str, object]
) -> HttpResponse:
    posted = request.POST
    assignee = posted.get("assignee", "")
    template = _templates().filter(public_id=posted.get("template", "")[:12]).first()
    values = {
        **{name: posted.get(name, "")[:4_000] for name in _STEP_FIELDS},
        "template": template,
        "assignee": user_of(assignee) if assignee else None,
        "offer": SegmentOffer.objects.filter(public_id=posted.get("offer", "")[:12]).first(),
    }
    try:
        save_step(actor_of(request), row, found, values=values)
    except Refused as refused:
        return show_refusal(request, _STEP, StepForm(posted), refused, context)
    flash(request, _now("Étape enregistrée."))
    return go(request, reverse("playbooks:playbook", args=[row.public_id]))


def _step(row: Playbook, step_id: str) -> PlaybookStep:
    rows = PlaybookStep.objects.filter(playbook=row, removed_at__isnull=True)
    return load_or_404(rows.select_related("template", "assignee", "offer"), step_id)


def _templates() -> Any:
    """Free messages; of one that the house brings in several languages, the French stands for all."""
    rows = MessageTemplate.objects.filter(kind=MessageKind.LETTER.value, is_active=True)
    return rows.exclude(language="en", key__gt="").order_by("name", "pk")
