"""What a person asks of an import under way: wait, go on, end where it is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.imports.control import cancel_import, pause_import, resume_import
from negoce.companies.actions.imports.discard import discard_draft
from negoce.companies.models import ImportRun
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import


@require_POST
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the import wait."""
    return _ask(request, public_id, pause_import, _("Import en pause. Ce qui est importé reste."))


@require_POST
def resumption(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the import, or its undo, go on from where it stands."""
    return _ask(request, public_id, resume_import, _("L’import reprend où il en était."))


@require_POST
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the import where it is."""
    return _ask(request, public_id, cancel_import, _("Import arrêté. Ce qui est importé reste."))


@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw away a draft."""
    run = load_import(request, public_id)
    try:
        discard_draft(actor_of(request), run)
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
        return redirect("imports:detail", run.public_id)
    flash(request, _("Brouillon jeté, avec son fichier. Rien n’avait été importé."))
    return redirect("imports:list")


def _ask(
    request: HttpRequest, public_id: str, act: Callable[[Actor, ImportRun], ImportRun], said: str
) -> HttpResponse:
    run = load_import(request, public_id)
    try:
        act(actor_of(request), run)
        flash(request, said)
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
    return redirect("imports:detail", run.public_id)
