"""The dialogs of a cycle and of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.cycles.save import save_cycle, save_step
from negoce.negotiation.enums import CycleKind, DealStep
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.rules.cycles import MOST_TASKS, CycleStep, read_steps, step_of
from negoce.negotiation.words.cycle import kind_options, task_kind_options, task_subject
from negoce.negotiation.words.deal import label_of
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_CYCLE, _STEP = "cycles/_cycle", "cycles/_step"
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class CycleForm(forms.Form):
    """A cycle. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    kind = forms.ChoiceField(label=_("Type de vente"))
    is_default = forms.BooleanField(label=_("Cycle de la maison"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", kind_options())
        self.fields["is_default"].help_text = _(
            "Celui des affaires pour lesquelles personne n’en choisit un autre."
        )


class StepForm(forms.Form):
    """A step and its tasks, in order; a task without words is none."""

    used = forms.BooleanField(label=_("Les affaires de ce cycle passent par cette étape"), required=False)
    days = forms.CharField(label=_("Sans mouvement après"), widget=forms.TextInput(attrs=_NUMBER))

    joined = forms.BooleanField(
        label=_("Sur le tableau, dans la colonne de l’étape précédente"), required=False
    )
    column = forms.CharField(label=_("Sinon, titre de sa colonne"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["column"].help_text = _("Vide : le nom de l’étape.")
        for number in range(1, MOST_TASKS + 1):
            figures = {"number": number}
            self.fields[f"subject-{number}"] = forms.CharField(
                label=_now("Tâche %(number)s") % figures, required=False
            )
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=_now("Type %(number)s") % figures, required=False
            )
            self.fields[f"days-{number}"] = forms.CharField(
                label=_now("Délai %(number)s") % figures,
                required=False,
                widget=forms.TextInput(attrs=_NUMBER),
            )
            offer(self, f"kind-{number}", task_kind_options())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A cycle of one's own, which begins as the ready-made one of its kind."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    context = {"title": _now("Nouveau cycle"), "url": request.path, "revision": None, "is_new": True}
    if request.method == "GET":
        return show_form(request, _CYCLE, CycleForm(initial={"kind": CycleKind.OWN.value}), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name, its kind, whether it is the one of the house."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    row = load_or_404(SalesCycle.objects.all(), public_id)
    context = {
        "title": _now("Modifier le cycle"),
        "url": request.path,
        "revision": row.revision,
        "is_new": False,
    }
    if request.method == "GET":
        first = {"name": str(row), "kind": row.kind, "is_default": row.is_default}
        return show_form(request, _CYCLE, CycleForm(initial=first), context)
    return _save(request, row, context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """A step of a cycle."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    row = load_or_404(SalesCycle.objects.all(), public_id)
    if key not in set(DealStep):
        raise Http404(_now("Cette étape n’existe pas."))
    found = step_of(read_steps(row.steps), key)
    title = _now("%(cycle)s : %(step)s") % {"cycle": row, "step": label_of(DealStep, key)}
    context = {"title": title, "url": request.path, "revision": row.revision}
    if request.method == "GET":
        return _show(request, StepForm(initial=_first(found)), context)
    posted = request.POST
    tasks = [
        {name: posted.get(f"{name}-{number}", "")[:400] for name in ("subject", "kind", "days")}
        for number in range(1, MOST_TASKS + 1)
    ]
    try:
        save_step(
            actor,
            row,
            step=key,
            is_used=bool(posted.get("used")),
            days=posted.get("days", ""),
            tasks=_with_codes(tasks, found),
            is_joined=bool(posted.get("joined")),
            column=posted.get("column", ""),
            revision=whole_number(posted.get("revision", "")),
        )
    except Refused as refused:
        form = StepForm(posted)
        return show_refusal(request, _STEP, form, refused, {**context, "tasks": _rows(form)})
    flash(request, _now("Étape enregistrée."))
    return go(request, reverse("cycles:list"))


def _save(request: HttpRequest, row: SalesCycle | None, context: Mapping[str, object]) -> HttpResponse:
    posted = request.POST
    try:
        saved = save_cycle(
            actor_of(request),
            row,
            name=posted.get("name", ""),
            kind=posted.get("kind", ""),
            is_default=bool(posted.get("is_default")),
            revision=whole_number(posted.get("revision", "")),
        )
    except Refused as refused:
        return show_refusal(request, _CYCLE, CycleForm(posted), refused, context)
    flash(request, _now("Le cycle « %(name)s » est enregistré.") % {"name": saved})
    return go(request, reverse("cycles:list"))


def _show(request: HttpRequest, form: StepForm, context: Mapping[str, object]) -> HttpResponse:
    return show_form(request, _STEP, form, {**context, "tasks": _rows(form)})


def _rows(form: StepForm) -> list[tuple[Any, Any, Any]]:
    return [
        (form[f"subject-{number}"], form[f"kind-{number}"], form[f"days-{number}"])
        for number in range(1, MOST_TASKS + 1)
    ]


def _first(found: CycleStep) -> Mapping[str, object]:
    first: dict[str, object] = {
        "used": found.is_used,
        "days": found.days,
        "joined": found.is_joined,
        "column": found.column,
    }
    for number in range(1, MOST_TASKS + 1):
        first |= {f"kind-{number}": "task", f"days-{number}": 0}
    for number, task in enumerate(found.tasks, start=1):
        first |= {
            f"subject-{number}": task_subject(task),
            f"kind-{number}": task.kind,
            f"days-{number}": task.days,
        }
    return first


def _with_codes(tasks: list[dict[str, str]], found: CycleStep) -> list[dict[str, str]]:
    """A ready-made task whose words nobody changed keeps its code, hence its words in every language."""
    codes = {task_subject(task): task.code for task in found.tasks if task.code and not task.subject}
    return [{**task, "code": codes.get(task["subject"].strip(), "")} for task in tasks]
