"""The dialogs of a rule: new, changed, tried, taken away; and a first set."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.score_rule_save import begin_with_rules, checked_rule, remove_rule, save_rule
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind
from negoce.prospecting.models import ScoreRule
from negoce.prospecting.queries.lead_scores import CLASSES
from negoce.prospecting.queries.score_preview import preview_rule
from negoce.prospecting.words.score import EVENTS, KINDS
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.scoring.page import filter_said
from negoce.web.scoring.words import class_words

_TEMPLATE = "scoring/_rule"
_FIELDS = ("kind", "name", "points", "condition", "event")


class RuleForm(forms.Form):
    """What is asked of a rule. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom de la règle"), max_length=80, help_text=_("Lu sous chaque score."))
    points = forms.CharField(
        label=_("Points"), max_length=10, help_text=_("De −100 à 100."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    condition = forms.CharField(
        label=_("Condition écrite"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "Le plus simple : filtrer le fichier clients, puis menu « … » en haut, « Points de score pour ce "
            "filtre » : elle s’écrit seule. « Voir l’effet » la relit en mots."
        ),
    )
    event = forms.ChoiceField(
        label=_("Ce que l’entreprise a fait"), required=False, choices=list(EVENTS.items())
    )
    is_active = forms.BooleanField(label=_("Compte dans les scores"), required=False, initial=True)

    def __init__(
        self, data: QueryDict | None = None, *, kind: str, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        asked = "condition" if kind == ScoreRuleKind.FIT.value else "event"
        self.fields[asked].required = True


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new rule; `kind` says of which sort, `filter` comes from the list of companies."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    text = request.GET.get("filter", "")[:4_000]
    kind = request.POST.get("kind") or request.GET.get("kind") or ScoreRuleKind.FIT.value
    return _form(request, None, kind, {"condition": text, "is_active": True})


@require_POST
def from_list(request: HttpRequest) -> HttpResponse:
    """From the bar of the list of companies: its filter becomes the condition of a rule, whatever rows are ticked."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    text = request.GET.get("filter", "")[:4_000]
    if not text:
        flash(
            request, _now("Filtrez d’abord le fichier clients : le filtre devient la condition."), tone="bad"
        )
        return go(request, reverse("lists:companies"))
    return go(request, f"{reverse('scoring:rule_new')}?{urlencode({'filter': text})}")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """A rule changed."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    rule = load_or_404(ScoreRule.objects.all(), public_id)
    initial = {
        "name": rule.name, "points": number(rule.points, 1).removesuffix(",0").removesuffix(".0"),
        "condition": rule.filter_text, "event": rule.event, "is_active": rule.is_active,
    }  # fmt: skip
    return _form(request, rule, rule.kind, initial)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the rule as typed would do to the scores of the companies one sees; nothing is stored."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    known = request.POST.get("rule", "")
    old = load_or_404(ScoreRule.objects.all(), known) if known else None
    try:
        typed = checked_rule(old, **_typed(request))
    except Refused as refused:
        said = [message for messages in refused.fields.values() for message in messages] or [refused.message]
        return render(request, "web/scoring/_preview.html", {"wrong": said}, status=422)
    typed.is_active = "is_active" in request.POST
    found = preview_rule(actor, old, typed, timezone.localdate())
    context = {
        "wrong": (),
        "words": filter_said(typed.filter_text) if typed.filter_text else "",
        "columns": (
            TableColumn(_now("Score")),
            TableColumn(_now("Avant"), numeric=True),
            TableColumn(_now("Après"), numeric=True),
        ),
        "lines": [
            {"name": class_words(low), "before": number(found.before[low]), "after": number(found.after[low])}
            for low in CLASSES
        ],
        "touched": found.touched,
        "touched_words": number(found.touched),
        "proposed_before": number(found.proposed_before),
        "proposed_after": number(found.proposed_after),
    }
    return render(request, "web/scoring/_preview.html", context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """A rule taken away."""
    rule = load_or_404(ScoreRule.objects.all(), public_id)
    remove_rule(actor_of(request), rule)
    flash(
        request,
        _now("Règle « %(name)s » retirée. Les scores suivent en quelques instants.") % {"name": rule.name},
    )
    return go(request, reverse("scoring:page"))


@require_POST
def first(request: HttpRequest) -> HttpResponse:
    """The first set of rules."""
    try:
        count = begin_with_rules(actor_of(request), [(each, str(EVENTS[each.value])) for each in ScoreEvent])
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _now("%(count)s règles ajoutées : ajustez leurs points.") % {"count": count})
    return go(request, reverse("scoring:page"))


def _form(
    request: HttpRequest, rule: ScoreRule | None, kind: str, initial: dict[str, object]
) -> HttpResponse:
    kind = kind if kind in list(ScoreRuleKind) else ScoreRuleKind.FIT.value
    context = {
        "title": _now("Nouvelle règle de score") if rule is None else _now("Modifier la règle"),
        "kind": kind,
        "kind_words": KINDS[kind],
        "rule": rule.public_id if rule is not None else "",
        "url": request.path,
        **_condition_said(
            initial.get("condition") if request.method == "GET" else request.POST.get("condition")
        ),
        "removal_url": reverse("scoring:rule_removal", args=[rule.public_id]) if rule is not None else "",
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, RuleForm(kind=kind, initial=initial), context)
    try:
        saved = save_rule(actor_of(request), rule, **_typed(request), is_active="is_active" in request.POST)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, RuleForm(request.POST, kind=kind), refused, context)
    flash(
        request,
        _now("Règle « %(name)s » enregistrée. Les scores suivent en quelques instants.")
        % {"name": saved.name},
    )
    return go(request, reverse("scoring:page"))


def _condition_said(typed: object) -> dict[str, str]:
    """The condition in words, nothing when it has none or is not understood; the list where it is composed."""
    text = str(typed or "")[:4_000]
    found = urlencode({"filter": text}) if text else ""
    return {
        "condition_words": filter_said(text) if text else "",
        "condition_url": f"{reverse('lists:companies')}?{found}".removesuffix("?"),
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:4_000] for name in _FIELDS}
