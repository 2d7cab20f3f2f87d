"""Territories: which companies fall to whom by their place or trade."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.identity.actions.territory import delete_territory, save_territory
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import Territory
from negoce.identity.rules.territory_prefix import split_prefixes
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.identity.forms.people import TerritoryForm
from negoce.web.identity.guard import for_people_managers, form_status, put_refusal


@require_GET
@for_people_managers
def territories(request: HttpRequest) -> HttpResponse:
    """The territories, their codes and their people."""
    rows = Territory.objects.select_related("team").prefetch_related("prefixes", "people")
    labels = (_("Secteur"), _("Équipe"), _("Codes"), _("Personnes"))
    context = {
        "territories": rows.order_by("name", "id")[:500],
        "columns": [TableColumn(words) for words in labels],
    }
    return render(request, "web/identity/territories.html", context)


@require_http_methods(["GET", "POST"])
@for_people_managers
def new_territory(request: HttpRequest) -> HttpResponse:
    """Add a territory."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@for_people_managers
def territory(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a territory."""
    return _edit(request, load_or_404(Territory.objects.select_related("team"), public_id))


@require_POST
@for_people_managers
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a territory; its companies are assigned again."""
    delete_territory(actor_of(request), load_or_404(Territory.objects.all(), public_id))
    flash(request, _("Secteur supprimé. Ses entreprises sont réaffectées dans les minutes qui viennent."))
    return redirect("identity:territories")


def _edit(request: HttpRequest, found: Territory | None) -> HttpResponse:
    form = TerritoryForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_territory(
                actor_of(request),
                found,
                name=data["name"],
                team=data["team"],
                people=list(data["people"]),
                prefixes={
                    criterion: split_prefixes(data[criterion.value]) for criterion in TerritoryCriterion
                },
            )
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            flash(
                request,
                _("Secteur enregistré. Les entreprises sont réaffectées dans les minutes qui viennent."),
            )
            return redirect("identity:territories")
    context = {"form": form, "territory": found}
    return render(request, "web/identity/territory.html", context, status=form_status(form))


def _initial(found: Territory | None) -> dict[str, object]:
    if found is None:
        return {}
    prefixes = list(found.prefixes.order_by("criterion", "prefix").values_list("criterion", "prefix"))
    codes = {
        criterion.value: ", ".join(prefix for kind, prefix in prefixes if kind == criterion.value)
        for criterion in TerritoryCriterion
    }
    people = list(found.people.order_by("pk").values_list("pk", flat=True))
    return {"name": found.name, "team": found.team, "people": people, **codes}
