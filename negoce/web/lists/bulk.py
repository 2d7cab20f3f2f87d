"""One change of many rows: its form, the change, its progress when it is long, and its undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.actions.bulk_change import begin_bulk_change, run_bulk_change
from negoce.companies.actions.bulk_undo import undo_bulk_change
from negoce.companies.actions.bulk_values import bulk_columns
from negoce.companies.enums import BulkState
from negoce.companies.models import BulkChange
from negoce.companies.queries.lists.fields import Emptiness, emptiness
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.ui.toasts import add_trigger, toast
from negoce.web.http import actor_of
from negoce.web.lists.answers import redraw, same_dialog
from negoce.web.lists.bulk_words import done_words, undone_words
from negoce.web.lists.state import ListState, read_state

# So many rows are changed while the person waits (under 2 s); more become a job with its progress.
AT_ONCE = 1_000
MAX_CHOSEN = 2_000
# An empty choice is none at all: the list opens on it, and Enter too early gives a portfolio to nobody.
NOBODY = "nobody"


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: str, action: str) -> HttpResponse:
    """The form of a bulk action, or its execution on the rows chosen (`selected`, or all that match)."""
    state = read_state(request, key)
    require(state.spec.actor, Permission.BULK_EDIT)
    if action not in state.definition.bulk_actions:
        raise Http404(_("Cette action n’existe pas pour cette liste."))
    if request.method == "GET":
        return _form(request, state, action)
    everything = request.POST.get("all") == "1"
    ids = None if everything else list(dict.fromkeys(request.POST.getlist("selected")))[:MAX_CHOSEN]
    try:
        column, value = _asked(request, action)
        if state.spec.problems and everything:
            raise Refused(
                _("Le filtre n’est plus entièrement valable : rien n’a été changé. Revoyez-le d’abord.")
            )
        begun = begin_bulk_change(
            state.spec.actor,
            list_key=key,
            column=column,
            value=value,
            public_ids=ids,
            filter_text=state.spec.whole_filter_text,
            takes_activities=request.POST.get("activities") == "1",
        )
    except Refused as refused:
        return same_dialog(_form(request, state, action, refused))
    if ids is None and begun.matched > AT_ONCE:
        enqueue(
            "companies.bulk_change",
            {"change": begun.pk},
            actor_id=state.spec.actor.user_id,
            queue=JobQueue.LONG,
        )
        return under_way(request, state, begun)
    done = run_bulk_change(state.spec.actor, begun, public_ids=ids)
    response = redraw(request, key, {}, state.parameters())
    _say_done(response, state, done)
    return response


@require_GET
def progress(request: HttpRequest, key: str, change_id: str) -> HttpResponse:
    """How far a long change is."""
    state = read_state(request, key)
    found = _own(request, key, change_id)
    context = _progress_context(state, found)
    return render(request, "web/lists/_bulk_progress.html", context)


@require_POST
def undo(request: HttpRequest, key: str, change_id: str) -> HttpResponse:
    """Take a change back, where nobody has changed the value since."""
    found = _own(request, key, change_id)
    response = HttpResponse()
    try:
        undone = undo_bulk_change(actor_of(request), found)
    except Refused as refused:
        toast(response, refused.message, tone="warn")
        return response
    said = undone_words(found, undone)
    toast(response, said, tone="info" if undone.left else "good")
    add_trigger(response, "list:refresh")
    return response


def _own(request: HttpRequest, key: str, change_id: str) -> BulkChange:
    found = BulkChange.objects.filter(
        public_id=change_id, list_key=key, actor_id=actor_of(request).user_id
    ).first()
    if found is None:
        raise Http404(_("Ce changement n’existe pas, ou n’est pas le vôtre."))
    return found


def _asked(request: HttpRequest, action: str) -> tuple[str, str]:
    if action == "tags":
        signed = [f"+{key}" for key in request.POST.getlist("add")] + [
            f"-{key}" for key in request.POST.getlist("remove")
        ]
        return "tags", ",".join(signed)
    if action == "field" and request.POST.get("value"):
        column, _colon, value = request.POST.get("value", "").partition(":")
        return column, value
    value = request.POST.get("value", "")
    if not value:
        raise Refused(_("Choisissez d’abord une valeur : rien n’a été changé."))
    return action, "" if value == NOBODY else value


def _form(
    request: HttpRequest, state: ListState, action: str, refused: Refused | None = None
) -> HttpResponse:
    titles = {"owner": _("Affecter"), "tags": _("Étiqueter"), "field": _("Modifier un champ")}
    context: dict[str, Any] = {
        "title": titles[action],
        "action": action,
        "url": state.part_url("bulk", action),
        "reach_url": state.part_url("bulk_reach", action),
        "error": refused.message if refused else "",
        "people": [one for one in state.spec.directory.people.values() if one.is_active]
        if action == "owner"
        else [],
        "tags": list(state.spec.directory.tags.values()) if action == "tags" else [],
        "fields": _fields(state) if action == "field" else [],
    }
    return render(request, "web/lists/_bulk_dialog.html", context)


def _fields(state: ListState) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Each column that may be set with its values: one choice says both."""
    groups = []
    for column in bulk_columns(state.definition, state.spec.actor).values():
        assert column.options is not None
        values = [(f"{column.key}:{code}", str(label)) for code, label in column.options(state.spec.actor)]
        if emptiness(state.definition.model, column.path) is not Emptiness.NEVER:
            values.append((f"{column.key}:", _("(vide)")))
        groups.append((str(column.label), values))
    return groups


def under_way(request: HttpRequest, state: ListState, begun: BulkChange) -> HttpResponse:
    """The progress of a long change, in the dialog."""
    context = {
        "progress_url": state.part_url("bulk_progress", begun.public_id),
        "progress": _progress_context(state, begun),
    }
    response = render(request, "web/lists/_bulk_under_way.html", context)
    response.headers["HX-Retarget"] = "#dialog-content"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _progress_context(state: ListState, found: BulkChange) -> dict[str, Any]:
    return {
        "done": found.state != BulkState.RUNNING.value,
        "changed": found.changed,
        "matched": found.matched,
        "words": done_words(state, found),
        "undo_url": state.part_url("bulk_undo", found.public_id),
        "list_url": state.url(),
    }


def _say_done(response: HttpResponse, state: ListState, done: BulkChange) -> None:
    if not done.changed:
        toast(response, _("Rien à changer : ces lignes avaient déjà cette valeur."), tone="info")
        return
    toast(response, done_words(state, done), undo_url=state.part_url("bulk_undo", done.public_id))
