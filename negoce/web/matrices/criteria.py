"""The dialogs of a criterion: new, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.custom_known import custom_fields
from negoce.companies.enums import CustomType
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.target_criteria import name_of, remove_criterion, save_criterion, stamp
from negoce.portfolio.matrices.words import SIDES, SOURCES
from negoce.prospecting.enums import TargetSource
from negoce.prospecting.models import TargetCriterion
from negoce.prospecting.queries.target_index import bands_of
from negoce.prospecting.rules.target_index import MOST_BANDS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.matrices.criterion_words import plain

_FORM = "matrices/_criterion"
_SHORT = {"autocomplete": "off", "inputmode": "decimal"}


class CriterionForm(forms.Form):
    """What is asked of a criterion. The action checks it; this form only shows it."""

    side = forms.ChoiceField(label=_("Indice"), choices=list(SIDES.items()))
    source = forms.ChoiceField(label=_("Fait noté"))
    label = forms.CharField(
        label=_("Nom"), required=False, max_length=60, help_text=_("Vide : le nom du fait noté.")
    )
    weight = forms.CharField(label=_("Poids (0 à 10)"), widget=forms.TextInput(attrs=_SHORT))
    bands = forms.CharField(label=_("Barème"), required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: object, row: TargetCriterion | None = None, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        if row is not None:
            del self.fields["side"], self.fields["source"]
            return
        offer(self, "source", _sources())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a criterion."""
    return _dialog(request, None, reverse("matrices:criterion_new"), _now("Ajouter un critère"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the name, the weight and the scale of a criterion."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    row = load_or_404(TargetCriterion.objects.order_by("pk"), public_id)
    title = _now("Critère : %(name)s") % {"name": name_of(row)}
    return _dialog(request, row, reverse("matrices:criterion", args=[public_id]), title)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a criterion away."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    row = load_or_404(TargetCriterion.objects.order_by("pk"), public_id)
    name = name_of(row)
    try:
        remove_criterion(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        return go(request, reverse("matrices:targets"))
    flash(request, _now("Critère « %(name)s » retiré.") % {"name": name})
    return go(request, reverse("matrices:targets"))


def _dialog(request: HttpRequest, row: TargetCriterion | None, url: str, title: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    context: dict[str, object] = {
        "title": title,
        "url": url,
        "scale": _scale(row, request.POST),
        "by_hand": row is not None and row.source == TargetSource.MANUAL.value,
        "about": SOURCES[row.source][1] if row is not None else "",
        "removal_url": reverse("matrices:criterion_removal", args=[row.public_id]) if row is not None else "",
    }
    if request.method == "GET":
        first = {"weight": "1"}
        if row is not None:
            first = {"label": row.label, "weight": str(row.weight), "seen": stamp(row)}
        return show_form(request, _FORM, CriterionForm(initial=first, row=row), context)
    values = {name: request.POST.get(name, "") for name in ("side", "source", "label", "weight")}
    try:
        seen = request.POST.get("seen", "")
        save_criterion(actor, row, values=values, bands=_typed(request.POST), seen=seen)
    except Refused as refused:
        return show_refusal(request, _FORM, CriterionForm(request.POST, row=row), refused, context)
    flash(
        request,
        _now("Critère enregistré : les entreprises sont notées de nouveau en tâche de fond."),
        tone="good",
    )
    return go(request, reverse("matrices:targets"))


def _typed(given: QueryDict) -> Sequence[tuple[str, str]]:
    return list(zip(given.getlist("start"), given.getlist("note"), strict=False))[: MOST_BANDS + 1]


def _scale(row: TargetCriterion | None, given: QueryDict) -> Sequence[tuple[int, str, str]]:
    """Eight lines: number, from, note; as typed, else as stored."""
    stored = (
        [(plain(band.start), plain(band.note)) for band in bands_of(row.bands)] if row is not None else []
    )
    lines = [*(_typed(given) or stored), *[("", "")] * MOST_BANDS][:MOST_BANDS]
    return [(place, start, note) for place, (start, note) in enumerate(lines, start=1)]


def _sources() -> Sequence[tuple[str, object]]:
    own: Mapping[str, object] = {
        source: words for source, (words, _about) in SOURCES.items() if source != TargetSource.CUSTOM.value
    }
    custom = [
        (f"{TargetSource.CUSTOM.value}:{field.key}", field.label)
        for field in custom_fields("company")
        if field.type in (CustomType.NUMBER, CustomType.AMOUNT) and field.group is None
    ]
    return [*own.items(), *custom]
