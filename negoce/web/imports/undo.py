"""Taking an import back: what it will do is said first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.queries.imports.edited_since import edited_since
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import


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
    return render(
        request,
        "web/imports/undo.html",
        {"run": run, "error": error, "edited_count": edited_since(run)},
        status=422 if error else 200,
    )
