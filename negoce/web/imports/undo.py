"""Taking an import back: what it will do is said first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.queries.imports.touched import touched_records
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import
from negoce.web.imports.record_words import record_words


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what will happen; then do it."""
    run = load_import(request, public_id)
    error = ""
    if request.method == "POST":
        try:
            undo_import(actor_of(request), run)
            return redirect("imports:detail", run.public_id)
        except Refused as refusal:
            error = refusal.message
    touched = touched_records(run)
    context = {
        "run": run,
        "error": error,
        "created_count": sum(each.untouched for each in touched.values()),
        "created_words": record_words({kind: each.untouched for kind, each in touched.items()}),
        "updated_count": sum(each.updated for each in touched.values()),
        "updated_words": record_words({kind: each.updated for kind, each in touched.items()}),
        "edited_count": sum(each.edited for each in touched.values()),
        "edited_words": record_words({kind: each.edited for kind, each in touched.items()}),
    }
    return render(request, "web/imports/undo.html", context, status=422 if error else 200)
