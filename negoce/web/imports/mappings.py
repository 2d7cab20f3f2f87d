"""Named mappings: put on a draft, saved from it, and their own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.imports.mappings import (
    apply_mapping,
    change_mapping_name,
    delete_mapping,
    save_mapping,
)
from negoce.companies.models import ImportMapping
from negoce.companies.queries.imports.mappings import may_change_mapping, visible_mappings
from negoce.companies.queries.imports.targets import import_targets
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash, toast
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import
from negoce.web.imports.draft_answer import draft_fragment

SHOWN = 200


@require_GET
def mappings(request: HttpRequest) -> HttpResponse:
    """The mappings that the person may use."""
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    labels = {target.key: target.label for target in import_targets()}
    found = visible_mappings(actor)[:SHOWN]
    lines = [
        {
            "mapping": each,
            "target": labels.get(each.target, each.target),
            "columns": _told(each),
            "count": len(each.columns),
            "may_change": may_change_mapping(actor, each),
        }
        for each in found
    ]
    columns = (
        TableColumn(_("Nom")),
        TableColumn(_("Fiches")),
        TableColumn(_("Colonnes du fichier")),
        TableColumn(_("Enregistrée par")),
        TableColumn(_("Utilisée le")),
        TableColumn(_("Actions")),
    )
    context: dict[str, Any] = {"lines": lines, "columns": columns}
    return render(request, "web/imports/mappings.html", context)


@require_POST
def change(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Rename a mapping, share it or keep it for oneself."""
    shared = request.POST.get("shared") == "1"
    get_object_or_404(visible_mappings(actor_of(request)), pk=mapping_id)
    try:
        mapping = change_mapping_name(
            actor_of(request), key=mapping_id, name=str(request.POST.get("name", "")), shared=shared
        )
        flash(request, _("Correspondance « %(name)s » enregistrée.") % {"name": mapping.name})
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
    return redirect("imports:mappings")


@require_POST
def deletion(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Delete a mapping; what was imported stays."""
    get_object_or_404(visible_mappings(actor_of(request)), pk=mapping_id)
    try:
        name = delete_mapping(actor_of(request), key=mapping_id)
        flash(request, _("Correspondance « %(name)s » supprimée.") % {"name": name})
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
    return redirect("imports:mappings")


@require_POST
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a named mapping on a draft."""
    run, given = load_import(request, public_id), str(request.POST.get("named", ""))
    try:
        if given.isascii() and given.isdigit() and len(given) < 12:
            apply_mapping(actor_of(request), run, key=int(given))
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    return draft_fragment(request, run)


@require_POST
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the mapping of a draft under a name."""
    run = load_import(request, public_id)
    try:
        mapping = save_mapping(
            actor_of(request),
            run,
            name=str(request.POST.get("mapping_name", "")),
            shared=request.POST.get("shared") == "1",
        )
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    response = draft_fragment(request, run)
    toast(response, _("Correspondance « %(name)s » enregistrée.") % {"name": mapping.name})
    return response


def _told(mapping: ImportMapping) -> Sequence[str]:
    return list(mapping.columns)[:6]
