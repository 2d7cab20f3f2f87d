"""Brings a file in."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.imports.create import create_import
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.followers import import_followers
from negoce.companies.wired import wired
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
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
        return render(request, "web/imports/new.html", {"error": "", "follows": _follows(request.GET)})
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _again(request, _("Choisissez un fichier."))
    try:
        run = create_import(actor, name=file.name or "", pieces=file.chunks())
    except Refused as refusal:
        return _again(request, refusal.message)
    _follow(actor, run, _follows(request.POST))
    return redirect("imports:detail", run.public_id)


def _follows(given: QueryDict) -> Mapping[str, str]:
    """What a page that leads here says the file is, e.g. the licence that it was bought under."""
    names = [f"follow-{each.key}" for each in wired().import_followers]
    return {name: str(given[name])[:40] for name in names if name in given}


def _follow(actor: Actor, run: ImportRun, follows: Mapping[str, str]) -> None:
    """What is no longer to be chosen is left to the draft's page, which asks for it again."""
    for each in import_followers(run.target):
        name = f"follow-{each.key}"
        if name in follows:
            with contextlib.suppress(Refused):
                each.choose(actor, run, follows[name])


def _again(request: HttpRequest, error: str) -> HttpResponse:
    context = {"error": error, "follows": _follows(request.POST)}
    return render(request, "web/imports/new.html", context, status=422)
