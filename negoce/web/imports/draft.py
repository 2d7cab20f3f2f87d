"""What a person corrects before an import begins. Each answer is the fragment that the page includes."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.imports.edits import edit_cell
from negoce.companies.actions.imports.layout import (
    LayoutChange,
    change_layout,
    change_mapping,
    change_options,
)
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.trial import try_import
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.followers import import_followers
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of
from negoce.web.imports.detail import load_import
from negoce.web.imports.draft_answer import draft_fragment

_OPTIONS = ("duplicates", "relation", "origin_channel", "owner")


@require_POST
def layout(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read the file otherwise; columns and preview follow."""
    run, given = load_import(request, public_id), request.POST
    changed = str(given.get("changed", ""))
    change = LayoutChange(
        target=given.get("target"),
        sheet=_whole(given.get("sheet")),
        encoding=given.get("encoding"),
        separator=given.get("separator"),
        mend=given.get("mend") == "1" if "mend_asked" in given else None,
        header_row=_whole(given.get("header_row")) if changed == "header_row" else None,
    )
    try:
        change_layout(actor_of(request), run, change=change)
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    return draft_fragment(request, run)


@require_POST
def mapping(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give columns to fields, choose the options; the preview follows."""
    run = load_import(request, public_id)
    try:
        _keep(request, run)
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    return draft_fragment(request, run)


@require_POST
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin."""
    run = load_import(request, public_id)
    try:
        _keep(request, run)
        start_import(actor_of(request), run)
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = reverse("imports:detail", args=[run.public_id])
        return response
    return redirect("imports:detail", run.public_id)


@require_POST
def trial(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try the whole file without keeping anything."""
    run = load_import(request, public_id)
    try:
        _keep(request, run)
        try_import(actor_of(request), run)
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    return draft_fragment(request, run)


@require_POST
def cell(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct one cell of the preview; the file itself stays as it came."""
    run, given = load_import(request, public_id), request.POST
    changed = str(given.get("changed", ""))
    number, _dot, field = changed.removeprefix("cell-").partition("-")
    row_number = _whole(number)
    try:
        if row_number is None:
            raise Refused(_("Cette ligne n’est pas dans le fichier."))
        text = str(given.get(changed, ""))
        edit_cell(actor_of(request), run, row_number=row_number, field=field, text=text)
    except Refused as refusal:
        return draft_fragment(request, run, refusal.message)
    return draft_fragment(request, run)


def _keep(request: HttpRequest, run: ImportRun) -> None:
    actor = actor_of(request)
    change_mapping(actor, run, mapping=_mapping(request.POST))
    change_options(actor, run, options=_options(request.POST))
    for follower in import_followers(run.target):
        name = f"follow-{follower.key}"
        if name in request.POST:
            follower.choose(actor, run, str(request.POST[name])[:40])


def _mapping(given: QueryDict) -> Mapping[int, str]:
    """The field of each column by its position; amounts with their unit, where it was asked: `turnover*1000`."""
    columns = {name.removeprefix("column-"): str(given[name]) for name in given if name.startswith("column-")}
    units = {at: str(given[f"unit-{at}"]) for at in columns if f"unit-{at}" in given}
    return {
        int(at): f"{key}*{units[at]}" if key and at in units else key
        for at, key in columns.items()
        if at.isascii() and at.isdigit() and len(at) < 6
    }


def _options(given: QueryDict) -> Mapping[str, str]:
    return {name: str(given[name]) for name in _OPTIONS if name in given}


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    plain = text.removeprefix("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < 6 else None
