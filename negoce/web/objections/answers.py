"""The dialogs of an answer to an objection: new, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.objections.answer import LIMITS, save_answer, withdraw_answer
from negoce.negotiation.models import Objection, ObjectionAnswer
from negoce.negotiation.queries.objections.library import answers_in_use, library
from negoce.negotiation.words.objection import TECHNIQUES, options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_TEMPLATE = "objections/_answer"
_NAMES = (*LIMITS, "technique")
_MOST = 2_000


class AnswerForm(forms.Form):
    """What is asked of an answer. The action checks it; this form only shows it."""

    technique = forms.ChoiceField(label=_("Façon de répondre"))
    words = forms.CharField(
        label=_("Réponse"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Comme elle se dit : « 0,40 € par carton : moins que la casse d’aujourd’hui »."),
    )
    proof = forms.CharField(
        label=_("Preuve"), required=False, help_text=_("Essai, référence, mesure : ce qui se montre.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "technique", [("", _now("Choisir…")), *options(TECHNIQUES)])


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more answer."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    objection = load_or_404(library(), public_id)
    context = _context(request, objection, _now("Nouvelle réponse"))
    if request.method == "GET":
        return show_form(request, _TEMPLATE, AnswerForm(), context)
    return _save(request, objection, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, answer_id: str) -> HttpResponse:
    """What an answer says."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    objection, row = _load(public_id, answer_id)
    context = {
        **_context(request, objection, _now("Modifier la réponse")),
        "revision": row.revision,
        "removal_url": reverse("objections:answer_removal", args=[public_id, answer_id]),
    }
    if request.method == "GET":
        first = {name: getattr(row, name) for name in _NAMES}
        return show_form(request, _TEMPLATE, AnswerForm(initial=first), context)
    return _save(request, objection, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str, answer_id: str) -> HttpResponse:
    """Take an answer out of the library."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    withdraw_answer(actor, *_load(public_id, answer_id))
    flash(request, _now("Réponse retirée ; ses résultats restent comptés dans ceux de la maison."))
    return go(request, reverse("objections:list"))


def _context(request: HttpRequest, objection: Objection, title: str) -> Mapping[str, object]:
    return {
        "title": title,
        "url": request.path,
        "revision": "",
        "removal_url": "",
        "objection": objection,
        "guarded": False,
    }


def _load(public_id: str, answer_id: str) -> tuple[Objection, ObjectionAnswer]:
    objection = load_or_404(library(), public_id)
    return objection, load_or_404(answers_in_use().filter(objection=objection), answer_id)


def _save(
    request: HttpRequest, objection: Objection, row: ObjectionAnswer | None, context: Mapping[str, object]
) -> HttpResponse:
    posted = request.POST
    try:
        save_answer(
            actor_of(request),
            objection,
            row,
            values={name: posted.get(name, "")[:_MOST] for name in _NAMES},
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, AnswerForm(posted), refused, context)
    flash(request, _now("Réponse enregistrée."))
    return go(request, reverse("objections:list"))
