"""The dialog of an objection heard in a deal, what became of it, its removal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.objections.heard import (
    check_may_note,
    note_objection,
    remove_objection,
    settle_objection,
)
from negoce.negotiation.models import Deal, ObjectionHeard
from negoce.negotiation.queries.deals.nameable import nameable_people
from negoce.negotiation.queries.objections.heard import heard_in
from negoce.negotiation.queries.objections.library import answers_in_use, library
from negoce.negotiation.words.objection import ADVICE, NATURES, OUTCOMES, SUBJECTS, options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import add_trigger, toast
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision

_TEMPLATE = "objections/_heard"
_PANELS = ("heard", "expected", "journal")
_ASKED = (
    "objection", "subject", "nature", "words", "contact", "heard_on", "answer", "reply", "outcome",
)  # fmt: skip
_MOST_PEOPLE = 200
_MOST = 2_000


class HeardForm(forms.Form):
    """Who said what, when, what was answered. The action checks it; this form only shows it."""

    objection = forms.ChoiceField(label=_("Objection"), required=False)
    subject = forms.ChoiceField(label=_("Porte sur"), required=False)
    words = forms.CharField(
        label=_("Mots entendus"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.ChoiceField(label=_("Dits par"), required=False)
    heard_on = forms.CharField(label=_("Le"), widget=day_input())
    nature = forms.ChoiceField(label=_("Nature de l’objection"), required=False)
    answer = forms.ChoiceField(label=_("Réponse donnée"), required=False)
    reply = forms.CharField(
        label=_("Ou ce que vous avez répondu"),
        required=False,
        max_length=300,
        help_text=_("Vos mots, en bref."),
    )
    outcome = forms.ChoiceField(label=_("Résultat"), required=False)

    def __init__(
        self, actor: Actor, deal: Deal, row: ObjectionHeard | None, url: str, *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        given = self.data if self.is_bound else self.initial
        objection = str(given.get("objection") or "")
        offer(self, "objection", _objections(row))
        offer(self, "answer", _answers(row, objection))
        offer(self, "subject", [("", _now("Choisir…")), *options(SUBJECTS)])
        offer(self, "nature", [("", _now("Pas encore dite")), *options(NATURES)])
        offer(self, "outcome", [("", _now("À suivre")), *options(OUTCOMES)])
        people = nameable_people(actor, deal, row.contact_id if row is not None else None)
        names = [(each.public_id, each.full_name) for each in people[:_MOST_PEOPLE]]
        offer(self, "contact", [("", _now("Personne en particulier")), *names])
        nature = str(given.get("nature") or "")
        self.fields["nature"].help_text = ADVICE.get(
            nature, _("Questionnez d’abord : elle décide de la réponse.")
        )
        # The objection decides of the answers, its nature of the advice: the form is drawn again with what was typed.
        for name in ("objection", "nature"):
            self.fields[name].widget.attrs |= {
                "hx-get": url,
                "hx-target": "#heard-form",
                "hx-select": "#heard-form",
                "hx-swap": "outerHTML",
                "hx-include": "closest form",
                "hx-params": "not csrfmiddlewaretoken",
            }


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note an objection heard; `objection` in the address proposes one of the library."""
    actor, deal = _load(request, public_id)
    context = {**_context(request, _now("Objection entendue")), "removal_url": ""}
    return _answer(request, actor, deal, None, context, {"heard_on": f"{timezone.localdate():%d/%m/%Y}"})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, heard_id: str) -> HttpResponse:
    """Put right what was noted."""
    actor, deal = _load(request, public_id)
    row = load_or_404(heard_in(deal).select_related("objection", "answer", "contact"), heard_id)
    context = {
        **_context(request, _now("Objection entendue")),
        "revision": row.revision,
        "removal_url": reverse("deal_objections:removal", args=[public_id, heard_id]),
    }
    first = {name: getattr(row, name) for name in ("subject", "nature", "words", "reply", "outcome")}
    linked = {name: getattr(row, name) for name in ("objection", "answer", "contact")}
    first |= {name: each.public_id if each is not None else "" for name, each in linked.items()}
    return _answer(request, actor, deal, row, context, {**first, "heard_on": f"{row.heard_on:%d/%m/%Y}"})


@require_POST
def outcome(request: HttpRequest, public_id: str, heard_id: str) -> HttpResponse:
    """`outcome` is what became of it; anything else takes the word back."""
    actor, deal = _load(request, public_id)
    said = request.POST.get("outcome", "")
    answer = HttpResponse(status=204)
    try:
        settle_objection(actor, deal, public_id=heard_id, outcome=said if said in OUTCOMES else "")
    except Refused as refused:
        toast(answer, refused.message, tone="bad")
    for key in _PANELS:
        add_trigger(answer, f"panel-{key}")
    return answer


@require_POST
def removal(request: HttpRequest, public_id: str, heard_id: str) -> HttpResponse:
    """Take it away."""
    actor, deal = _load(request, public_id)
    remove_objection(actor, deal, public_id=heard_id)
    return done(_now("Objection retirée de l’affaire."), _PANELS)


def _load(request: HttpRequest, public_id: str) -> tuple[Actor, Deal]:
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    check_may_note(actor)
    return actor, deal


def _context(request: HttpRequest, title: str) -> Mapping[str, object]:
    return {"title": title, "url": request.path, "revision": "", "guarded": False}


def _answer(
    request: HttpRequest,
    actor: Actor,
    deal: Deal,
    row: ObjectionHeard | None,
    context: Mapping[str, object],
    first: Mapping[str, object],
) -> HttpResponse:
    if request.method == "GET":
        typed = {name: request.GET[name][:_MOST] for name in _ASKED if name in request.GET}
        more = {"revision": request.GET["revision"][:9]} if "revision" in request.GET else {}
        form = HeardForm(actor, deal, row, request.path, initial={**first, **typed})
        return show_form(request, _TEMPLATE, form, {**context, **more, **_shown(form)})
    posted = request.POST
    try:
        note_objection(
            actor,
            deal,
            row,
            values={name: posted.get(name, "")[:_MOST] for name in _ASKED},
            revision=seen_revision(posted.get("revision", "")) if row is not None else None,
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = HeardForm(actor, deal, row, request.path, posted)
        return show_refusal(request, _TEMPLATE, form, refused, {**context, **_shown(form)})
    return done(_now("Objection notée."), _PANELS)


def _shown(form: HeardForm) -> Mapping[str, object]:
    """One of the library has its subject; one that is not has no ready answers."""
    given = form.data if form.is_bound else form.initial
    return {"is_known": bool(given.get("objection"))}


def _objections(row: ObjectionHeard | None) -> Sequence[tuple[str, str]]:
    known = [(each.public_id, each.words) for each in library()]
    kept = row.objection if row is not None else None
    if kept is not None and kept.withdrawn_at is not None:
        known.append((kept.public_id, kept.words))
    return [("", _now("Une autre")), *known]


def _answers(row: ObjectionHeard | None, objection: str) -> Sequence[tuple[str, str]]:
    rows = answers_in_use().filter(objection__public_id=objection).order_by("pk") if objection else ()
    known = [(each.public_id, each.words) for each in rows]
    kept = row.answer if row is not None else None
    if kept is not None and kept.withdrawn_at is not None:
        known.append((kept.public_id, kept.words))
    return [("", _now("Aucune de la bibliothèque")), *known]
