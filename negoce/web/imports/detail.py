"""One import: what is still to decide, how far it is, or what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.import_targets import import_target
from negoce.companies.queries.imports import visible_imports
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import ENDED
from negoce.web.http import actor_of, load_or_404
from negoce.web.imports.draft_context import draft_context
from negoce.web.imports.report import issues_context
from negoce.web.imports.words import state_of


@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of an import, by where it stands."""
    run = load_import(request, public_id)
    if run.state == ImportState.DRAFT.value:
        return render(request, "web/imports/draft.html", draft_context(actor_of(request), run))
    context = {
        "run": run,
        "target": import_target(run.target).label,
        "state": state_of(run),
        "running": run.state == ImportState.STARTED.value
        and run.job is not None
        and run.job.state not in ENDED,
        "stopped": run.state == ImportState.STARTED.value and (run.job is None or run.job.state in ENDED),
        **issues_context(run, 0),
    }
    return render(request, "web/imports/report.html", context)


def load_import(request: HttpRequest, public_id: str) -> ImportRun:
    """An import that the person may see; raises NotAllowed, Http404."""
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    return load_or_404(visible_imports(actor), public_id)
