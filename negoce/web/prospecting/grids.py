"""The grids of qualification: which are offered, and the team's own."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require, require_house_reader
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.grid_save import offer_grid, save_grid
from negoce.prospecting.enums import GridKind
from negoce.prospecting.models import QualificationGrid
from negoce.prospecting.queries.qualification import all_grids
from negoce.prospecting.rules.grid_text import TypedCriterion, write_criteria
from negoce.prospecting.words.qualification import criterion_label, grid_name
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_TEMPLATE = "prospecting/_grid"


class GridForm(forms.Form):
    """An own grid. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom de la grille"))
    criteria = forms.CharField(
        label=_("Critères"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Un par ligne ; après deux points, la question à poser."),
    )


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every grid, its criteria, and whether it is offered; who steers reads them, who configures changes them."""
    actor = actor_of(request)
    require_house_reader(actor)
    lines = [
        {
            "name": grid_name(grid),
            "criteria": ", ".join(criterion_label(grid, each) for each in grid.criteria.all()),
            "is_active": grid.is_active,
            "offering_url": reverse("grids:offering", args=[grid.public_id]),
            "change_url": reverse("grids:change", args=[grid.public_id])
            if grid.kind == GridKind.OWN.value
            else "",
        }
        for grid in all_grids()
    ]
    columns = (TableColumn(_now("Grille")), TableColumn(_now("Critères")), TableColumn(_now("Proposée")))
    may_set = actor.may(Permission.MANAGE_SETTINGS)
    return render(
        request, "web/prospecting/grids.html", {"lines": lines, "columns": columns, "may_set": may_set}
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A grid of one's own."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    context = {"title": _now("Nouvelle grille"), "url": request.path}
    return _form(request, None, GridForm(), context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The name and the criteria of an own grid."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    grid = load_or_404(QualificationGrid.objects.filter(kind=GridKind.OWN.value), public_id)
    criteria = next(each for each in all_grids() if each.pk == grid.pk).criteria.all()
    text = write_criteria([TypedCriterion(each.label, each.question) for each in criteria])
    form = GridForm(initial={"name": grid.name, "criteria": text})
    return _form(request, grid, form, {"title": _now("Modifier la grille"), "url": request.path})


@require_POST
def offering(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offer it on the pages of companies, or no longer."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    grid = load_or_404(QualificationGrid.objects.all(), public_id)
    try:
        offer_grid(actor, grid, is_active=request.POST.get("offered") == "yes")
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return redirect("grids:list")


def _form(
    request: HttpRequest, grid: QualificationGrid | None, form: GridForm, context: Mapping[str, object]
) -> HttpResponse:
    if request.method == "GET":
        return show_form(request, _TEMPLATE, form, context)
    try:
        saved = save_grid(
            actor_of(request),
            grid,
            name=request.POST.get("name", ""),
            criteria=request.POST.get("criteria", ""),
            is_active=grid.is_active if grid is not None else True,
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, GridForm(request.POST), refused, context)
    flash(request, _now("Grille « %(name)s » enregistrée.") % {"name": saved.name})
    return go(request, reverse("grids:list"))
