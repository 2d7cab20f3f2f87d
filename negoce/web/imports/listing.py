"""The imports that were made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import ImportState
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.targets import import_targets
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of
from negoce.web.imports.words import state_of

SHOWN = 100


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """The latest imports, newest first."""
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    labels = {target.key: target.label for target in import_targets()}
    runs = [
        {
            "run": run,
            "target": labels.get(run.target, run.target),
            "state": state_of(run),
            "undone": run.state == ImportState.UNDONE.value,
        }
        for run in visible_imports(actor).filter(dry_run=False)[:SHOWN]
    ]
    columns = (
        TableColumn(_("Fichier")),
        TableColumn(_("Fiches")),
        TableColumn(_("État")),
        TableColumn(_("Nouvelles"), numeric=True),
        TableColumn(_("Mises à jour"), numeric=True),
        TableColumn(_("Refusées"), numeric=True),
        TableColumn(_("Par")),
        TableColumn(_("Le")),
    )
    return render(request, "web/imports/list.html", {"runs": runs, "columns": columns})
