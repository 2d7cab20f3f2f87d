"""Brings a file in."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.imports.create import create_import
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of
from negoce.web.middleware.body_size import takes_file


@takes_file(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is checked before anything is read."""
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    if request.method == "GET":
        return render(request, "web/imports/new.html", {"error": ""})
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _again(request, _("Choisissez un fichier."))
    try:
        run = create_import(actor, name=file.name or "", pieces=file.chunks())
    except Refused as refusal:
        return _again(request, refusal.message)
    return redirect("imports:detail", run.public_id)


def _again(request: HttpRequest, error: str) -> HttpResponse:
    return render(request, "web/imports/new.html", {"error": error}, status=422)
