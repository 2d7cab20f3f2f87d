"""One import: what is still to decide, how far it is, or what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.companies.actions.imports.answer_many import TASK as ANSWERS
from negoce.companies.actions.imports.undo import UNDOABLE
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.targets import import_target
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import ENDED, JobState
from negoce.web.http import actor_of, load_or_404
from negoce.web.imports.draft_context import draft_context
from negoce.web.imports.figures import figures_of
from negoce.web.imports.kept import kept_context, undone_words
from negoce.web.imports.places import progress_url, record_lists
from negoce.web.imports.questions import questions_context
from negoce.web.imports.report import issues_context
from negoce.web.imports.words import state_of


@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of an import, by where it stands."""
    run = load_import(request, public_id)
    if run.state == ImportState.DRAFT.value:
        return render(request, "web/imports/draft.html", draft_context(actor_of(request), run))
    actor = actor_of(request)
    under_way = run.state in (ImportState.STARTED.value, ImportState.UNDOING.value)
    at_work = run.job is not None and run.job.state not in (*ENDED, JobState.PAUSED)
    context = {
        "run": run,
        "draft": run.trial_of if run.trial_of and run.trial_of.state == ImportState.DRAFT.value else None,
        # The import's own job ends a moment after the import: it gives no answers.
        "answering": at_work and run.state in UNDOABLE and run.job is not None and run.job.task == ANSWERS,
        "may_settle": run.state in UNDOABLE and not run.dry_run,
        "progress_url": progress_url(run),
        "figures": figures_of(run),
        "record_lists": record_lists(run),
        "target": import_target(run.target).label,
        "state": state_of(run),
        "running": under_way and at_work,
        "stopped": (under_way and not at_work) or run.state == ImportState.PAUSED.value,
        "undoing": run.state == ImportState.UNDOING.value,
        "undone": run.state == ImportState.UNDONE.value,
        "undone_words": undone_words(run) if run.state == ImportState.UNDONE.value else "",
        "may_undo": run.state in UNDOABLE
        and not run.dry_run
        and bool(run.created_count or run.updated_count),
        **kept_context(actor, run),
        **issues_context(run, 0),
        **questions_context(actor, run, 0),
    }
    return render(request, "web/imports/report.html", context)


def load_import(request: HttpRequest, public_id: str) -> ImportRun:
    """An import that the person may see; raises NotAllowed, Http404."""
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    return load_or_404(visible_imports(actor), public_id)
