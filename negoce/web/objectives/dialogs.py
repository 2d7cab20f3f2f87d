"""The dialogs of an objective: to set it, to change it, to say what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.objectives.review import review_objective
from negoce.negotiation.actions.objectives.save import remove_objective, save_objective
from negoce.negotiation.enums import ObjectiveMetric
from negoce.negotiation.models import Deal, Objective
from negoce.negotiation.queries.objectives.readable import readable_objectives
from negoce.negotiation.rules.objective_values import TEXTS
from negoce.negotiation.rules.objectives import LEVELS, OF_MARGINS, OWN_UNIT
from negoce.negotiation.words.objective import LEVEL_LABELS, METRICS, OUTCOMES, level_words
from negoce.ui.components.forms import offer
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.typed_decimals import typed_amount

_FORM, _REVIEW = "objectives/_objective", "objectives/_review"
_PANELS = ("objectives", "journal")


class ObjectiveForm(forms.Form):
    """An objective as it is typed. The action checks it; this form only shows it."""

    words = forms.CharField(label=_("Objectif de l’entretien"), max_length=160)
    metric = forms.ChoiceField(label=_("Mesuré par"), choices=list(METRICS.items()))
    measure = forms.CharField(
        label=_("Ce qui est mesuré, ou ce qui le prouvera"), required=False, max_length=160
    )
    unit = forms.CharField(label=_("Unité"), required=False, max_length=20)
    sense = forms.ChoiceField(
        label=_("Le mieux est"),
        required=False,
        choices=[("higher", _("le plus haut")), ("lower", _("le plus bas"))],
    )
    due_on = forms.CharField(label=_("Entretien du"), widget=day_input())
    rank = forms.CharField(label=_("Rang"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    owner = forms.ChoiceField(label=_("Porté par"))

    def __init__(
        self, actor: Actor, url: str, people: list[tuple[str, str]], *arguments: object, **named: object
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        offer(self, "owner", people)
        if not actor.may_read(FieldGroup.MARGIN):
            offer(self, "metric", [each for each in METRICS.items() if each[0] not in OF_MARGINS])
        # What is measured decides what is asked: the form is drawn again with what was typed.
        self.fields["metric"].widget.attrs |= {
            "hx-get": url,
            "hx-target": "#objective-form",
            "hx-select": "#objective-form",
            "hx-swap": "outerHTML",
            "hx-include": "closest form",
            "hx-params": "not csrfmiddlewaretoken",
        }
        for level in LEVELS:
            figure = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
            self.fields[level] = forms.CharField(
                label=LEVEL_LABELS[level], required=False, max_length=40, widget=figure
            )
            self.fields[f"{level}_words"] = forms.CharField(
                label=_("en mots"), required=False, max_length=200
            )
        self.fields["words"].help_text = _("Un verbe, puis ce qu’il faut obtenir : « Signer pour 24 mois ».")
        self.fields["measure"].help_text = _("Pour une autre mesure ou un objectif qualitatif.")
        self.fields["unit"].help_text = _("Pour une quantité ou une autre mesure.")


class ReviewForm(forms.Form):
    """What was obtained."""

    obtained = forms.CharField(
        label=_("Obtenu"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )
    outcome = forms.ChoiceField(label=_("Résultat"), required=False, choices=list(OUTCOMES.items()))
    obtained_words = forms.CharField(label=_("Ce qui a été obtenu, en mots"), required=False, max_length=500)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more objective."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    context = {
        "title": _now("Nouvel objectif"),
        "url": request.path,
        "revision": 0,
        "guarded": False,
        "removal_url": "",
    }
    if request.method == "GET":
        waiting = Objective.objects.filter(deal=deal, outcome="").order_by("rank")
        ranks = set(waiting.values_list("rank", flat=True))
        first = {
            "rank": next(rank for rank in range(1, 11) if rank not in ranks),
            "owner": deal.owner_id or actor.user_id,
            "ideal": typed_amount(actor, deal.amount) if deal.amount is not None and not ranks else "",
        }
        return _show(request, None, first, context)
    return _save(request, actor, deal, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, objective_id: str) -> HttpResponse:
    """What an objective says."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    row = _load(actor, deal, objective_id)
    removal_url = "" if row.outcome else reverse("objectives:removal", args=[public_id, objective_id])
    context = {
        "title": _now("Modifier l’objectif"),
        "url": request.path,
        "revision": row.revision,
        "guarded": False,
        "removal_url": removal_url,
    }
    if request.method == "GET":
        return _show(request, row, _typed(actor, row), context)
    return _save(request, actor, deal, row, context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, public_id: str, objective_id: str) -> HttpResponse:
    """What became of it."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    row = _load(actor, deal, objective_id)
    context = {
        "title": _now("Revoir l’objectif"),
        "url": request.path,
        "revision": row.revision,
        "guarded": False,
        "objective": row,
        "is_quality": row.metric == ObjectiveMetric.QUALITY,
        "levels": [(LEVEL_LABELS[level], level_words(row, level, deal.currency)) for level in LEVELS],
    }
    if request.method == "GET":
        first = {
            "obtained": "" if row.obtained is None else typed_amount(actor, row.obtained),
            "outcome": row.outcome,
            "obtained_words": row.obtained_words,
        }
        return show_form(request, _REVIEW, ReviewForm(initial=first), context)
    posted = request.POST
    try:
        saved = review_objective(
            actor,
            deal,
            row,
            given=posted.dict(),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _REVIEW, ReviewForm(posted), refused, context)
    return done(_now("Objectif revu : %(outcome)s.") % {"outcome": OUTCOMES[saved.outcome].lower()}, _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str, objective_id: str) -> HttpResponse:
    """Take it away."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    try:
        remove_objective(actor, deal, _load(actor, deal, objective_id))
    except Refused as refused:
        return done(refused.message, _PANELS)
    return done(_now("Objectif d’entretien retiré."), _PANELS)


def _show(
    request: HttpRequest, row: Objective | None, first: Mapping[str, object], context: Mapping[str, object]
) -> HttpResponse:
    """The form, with what was typed already when another measure was chosen."""
    typed = request.GET.dict() if "metric" in request.GET else {}
    values = {"metric": ObjectiveMetric.AMOUNT.value, **first, **typed}
    form = ObjectiveForm(actor_of(request), request.path, _people(row), initial=values)
    more = {"revision": seen_revision(str(typed["revision"]))} if "revision" in typed else {}
    return show_form(request, _FORM, form, {**context, **more, **_asked(request, form, values)})


def _asked(request: HttpRequest, form: ObjectiveForm, values: Mapping[str, object]) -> Mapping[str, bool]:
    """Which fields the measure asks for: without scripts all of them, for the page cannot be drawn again."""
    metric, whole = str(values.get("metric") or ""), not request.headers.get("HX-Request")
    quality = metric == ObjectiveMetric.QUALITY
    if quality and not whole:
        for level in LEVELS:
            form.fields[f"{level}_words"].label = LEVEL_LABELS[level]
    return {
        "asks_unit": whole or metric in OWN_UNIT,
        "asks_measure": whole or quality or metric == ObjectiveMetric.OTHER,
        "asks_sense": whole or metric == ObjectiveMetric.OTHER,
        "asks_figures": whole or not quality,
        "words_needed": quality,
    }


def _save(
    request: HttpRequest, actor: Actor, deal: Deal, row: Objective | None, context: Mapping[str, object]
) -> HttpResponse:
    posted = request.POST
    try:
        save_objective(
            actor,
            deal,
            row,
            given=posted.dict(),
            revision=seen_revision(posted.get("revision", "")) if row is not None else None,
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = ObjectiveForm(actor_of(request), request.path, _people(row), posted)
        return show_refusal(request, _FORM, form, refused, {**context, **_asked(request, form, posted)})
    return done(_now("Objectif d’entretien enregistré."), _PANELS)


def _load(actor: Actor, deal: Deal, public_id: str) -> Objective:
    return load_or_404(
        Objective.objects.filter(readable_objectives(actor), deal=deal).select_related("owner"), public_id
    )


def _people(row: Objective | None) -> list[tuple[str, str]]:
    """Who may carry it: active people, and who carries it already."""
    people = [
        (str(user.pk), user.full_name)
        for user in User.objects.filter(is_active=True).order_by("last_name", "pk")
    ]
    owner = row.owner if row is not None else None
    if owner is not None and not owner.is_active:
        people.append((str(owner.pk), owner.full_name))
    return people


def _typed(actor: Actor, row: Objective) -> Mapping[str, object]:
    figures = {level: getattr(row, level) for level in LEVELS}
    return {
        **{name: getattr(row, name) for name in (*TEXTS, "metric", "unit", "rank")},
        **{level: "" if value is None else typed_amount(actor, value) for level, value in figures.items()},
        "sense": "higher" if row.higher_is_better else "lower",
        "due_on": f"{row.due_on:%d/%m/%Y}",
        "owner": row.owner_id,
    }
