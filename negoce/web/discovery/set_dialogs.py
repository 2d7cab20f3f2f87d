"""The dialogs of a set of questions, of one of its questions, and what moves or removes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.discovery.sets import (
    change_set,
    create_set,
    delete_set,
    move_question,
    remove_question,
    save_question,
)
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, SaleKind
from negoce.negotiation.models import DiscoverySet
from negoce.negotiation.queries.discovery.sets import SET, own_sets
from negoce.negotiation.rules.discovery import Question
from negoce.negotiation.rules.discovery_set import read_questions
from negoce.negotiation.words.discovery import (
    CLOSED_WORDS,
    FORM_WORDS,
    KIND_WORDS,
    TOPIC_WORDS,
    motive_options,
)
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.discovery.sets import load_set
from negoce.web.http import actor_of, go, seen_revision

_SET, _QUESTION = "discovery/_set", "discovery/_own_question"
_QUESTION_NAMES = ("words", "help", "topic", "form", "branch", "branch_answer", "hint")


class SetForm(forms.Form):
    """What is asked of a set. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom du jeu"), max_length=120)
    source = forms.ChoiceField(label=_("Partir des questions de"), required=False)
    sector = forms.CharField(
        label=_("Secteur : début du code APE"),
        required=False,
        max_length=5,
        help_text=_("Vide : tous. « 10 » : alimentaire."),
    )
    family = forms.ChoiceField(label=_("Famille de produits"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        own = [(f"{SET}{row.public_id}", row.name) for row in own_sets() if row.questions]
        ready = [(kind.value, KIND_WORDS[kind]) for kind in SaleKind]
        offer(self, "source", [*ready, *own, ("", _now("aucune : jeu vide"))])
        families = ProductFamily.objects.order_by("name", "pk").values_list("public_id", "name")
        offer(self, "family", [("", _now("Toutes")), *families])


class OwnQuestionForm(forms.Form):
    """What is asked of a question. The action checks it; this form only shows it."""

    words = forms.CharField(label=_("Question"), max_length=200)
    help = forms.CharField(label=_("Aide sous la question"), required=False, max_length=200)
    topic = forms.ChoiceField(label=_("Partie de l’entretien"), choices=list(TOPIC_WORDS.items()))
    form = forms.ChoiceField(label=_("Réponse"), choices=list(FORM_WORDS.items()))
    branch = forms.ChoiceField(label=_("Posée seulement si"), required=False)
    branch_answer = forms.ChoiceField(
        label=_("a pour réponse"),
        required=False,
        choices=[(each.value, CLOSED_WORDS[each]) for each in ClosedAnswer],
    )
    hint = forms.ChoiceField(
        label=_("Mobile à écouter"),
        required=False,
        help_text=_("Un rappel pour qui pose la question ; il ne note rien de la personne."),
    )

    def __init__(self, row: DiscoverySet, key: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        closed = [
            (each.key, each.words)
            for each in read_questions(row.questions)
            if each.form == QuestionForm.CLOSED and each.key != key
        ]
        offer(self, "branch", [("", _now("toujours posée")), *closed])
        offer(self, "hint", [("", _now("aucun")), *motive_options()])
        if key:
            self.fields["form"].disabled = True
            self.fields["form"].help_text = _(
                "Des réponses ont pu être données sous cette forme : elle ne change pas."
            )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more set, from a ready one, another, or nothing."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    context = {
        "title": _now("Nouveau jeu de questions"),
        "url": reverse("discovery_sets:new"),
        "stored": None,
    }
    if request.method == "GET":
        first = {"source": request.GET.get("source", SaleKind.SUPPLY.value)[:40]}
        return show_form(request, _SET, SetForm(initial=first), context)
    try:
        row = create_set(actor_of(request), given=_given(request, ("name", "source", "sector", "family")))
    except Refused as refused:
        return show_refusal(request, _SET, SetForm(request.POST), refused, context)
    return go(request, reverse("discovery_sets:set", args=[row.public_id]))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name and for whom it is."""
    row = load_set(public_id)
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    title = _now("Modifier le jeu de questions")
    context = {"title": title, "url": request.path, "stored": row, "revision": row.revision}
    if request.method == "GET":
        family = row.family.public_id if row.family is not None else ""
        first = {"name": row.name, "sector": row.sector, "family": family}
        return show_form(request, _SET, SetForm(initial=first), context)
    try:
        change_set(
            actor_of(request),
            row,
            given=_given(request, ("name", "sector", "family")),
            revision=_revision(request),
        )
    except Refused as refused:
        return show_refusal(request, _SET, SetForm(request.POST), refused, context)
    return go(request, reverse("discovery_sets:set", args=[public_id]))


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete it."""
    row = load_set(public_id)
    delete_set(actor_of(request), row)
    flash(request, _now("Le jeu « %(name)s » est supprimé.") % {"name": row.name})
    return go(request, reverse("discovery_sets:list"))


@require_http_methods(["GET", "POST"])
def question_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more question."""
    return _question(request, load_set(public_id), "")


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """A question of it."""
    return _question(request, load_set(public_id), key)


@require_POST
def removal(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Take a question away."""
    return _done(
        request,
        public_id,
        lambda row: remove_question(actor_of(request), row, key, revision=_revision(request)),
    )


@require_POST
def move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One step up or down."""
    up = request.POST.get("way") == "up"
    return _done(
        request,
        public_id,
        lambda row: move_question(actor_of(request), row, key, up=up, revision=_revision(request)),
    )


def _question(request: HttpRequest, row: DiscoverySet, key: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    stored = next((each for each in read_questions(row.questions) if each.key == key), None)
    if key and stored is None:
        raise Http404
    context = {
        "title": _now("Question"),
        "url": request.path,
        "revision": row.revision,
        "removal_url": reverse("discovery_sets:removal", args=[row.public_id, key]) if key else "",
    }
    if request.method == "GET":
        return show_form(request, _QUESTION, OwnQuestionForm(row, key, initial=_typed(stored)), context)
    try:
        save_question(actor, row, key, given=_given(request, _QUESTION_NAMES), revision=_revision(request))
    except Refused as refused:
        return show_refusal(request, _QUESTION, OwnQuestionForm(row, key, request.POST), refused, context)
    return go(request, reverse("discovery_sets:set", args=[row.public_id]))


def _typed(stored: Question | None) -> Mapping[str, object]:
    if stored is None:
        return {"form": QuestionForm.OPEN.value, "topic": "needs"}
    branch = stored.branch
    return {
        "words": stored.words, "help": stored.help, "topic": stored.topic.value, "form": stored.form.value,
        "hint": stored.hint, "branch": branch.question if branch is not None else "",
        "branch_answer": branch.answer.value if branch is not None else ClosedAnswer.YES.value,
    }  # fmt: skip


def _done(request: HttpRequest, public_id: str, act: Any) -> HttpResponse:
    row = load_set(public_id)
    try:
        act(row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return go(request, reverse("discovery_sets:set", args=[public_id]))


def _given(request: HttpRequest, names: tuple[str, ...]) -> Mapping[str, str]:
    return {name: request.POST.get(name, "")[:400] for name in names}


def _revision(request: HttpRequest) -> int:
    return seen_revision(request.POST.get("revision", ""))
