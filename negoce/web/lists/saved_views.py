"""Saved views on screen: a new one, saving changes, renaming, sharing, deleting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.saved_view_change import change_view, delete_view, may_change_view
from negoce.companies.actions.saved_view_save import create_view
from negoce.companies.models import SavedView
from negoce.identity.enums import Permission
from negoce.kit.refusal import Refused
from negoce.ui.toasts import toast
from negoce.web.lists.answers import redraw, same_dialog
from negoce.web.lists.state import ListState, read_state, written


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Save what is shown under a name."""
    state = read_state(request, key)
    if request.method == "GET":
        return _form(request, state, "view_new", title=_("Nouvelle vue"))
    name, shared = request.POST.get("name", ""), request.POST.get("is_shared") == "1"
    try:
        view = create_view(state.spec.actor, list_key=key, name=name, query=query_of(state), is_shared=shared)
    except Refused as refused:
        return same_dialog(
            _form(
                request, state, "view_new", title=_("Nouvelle vue"), name=name, shared=shared, refused=refused
            )
        )
    response = redraw(request, key, {}, {"view": view.public_id})
    toast(response, _("Vue « %(name)s » enregistrée.") % {"name": view.name})
    return response


@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Write what is shown over the view opened."""
    state = read_state(request, key)
    view = _opened(state)
    change_view(state.spec.actor, view, query=query_of(state))
    response = redraw(request, key, {}, {"view": view.public_id})
    toast(response, _("Vue « %(name)s » enregistrée.") % {"name": view.name})
    return response


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Rename, share or stop sharing the view opened."""
    state = read_state(request, key)
    view = _opened(state)
    title = _("Vue « %(name)s »") % {"name": view.name}
    if request.method == "GET":
        return _form(
            request, state, "view_edit", title=title, name=view.name, shared=view.is_shared, may_delete=True
        )
    name, shared = request.POST.get("name", ""), request.POST.get("is_shared") == "1"
    try:
        change_view(state.spec.actor, view, name=name, is_shared=shared)
    except Refused as refused:
        form = _form(
            request,
            state,
            "view_edit",
            title=title,
            name=name,
            shared=shared,
            refused=refused,
            may_delete=True,
        )
        return same_dialog(form)
    return redraw(request, key, {}, state.parameters())


@require_POST
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Delete the view opened; the list goes back to all its records."""
    state = read_state(request, key)
    view = _opened(state)
    name = view.name
    delete_view(state.spec.actor, view)
    response = redraw(request, key, {}, {})
    toast(response, _("Vue « %(name)s » supprimée.") % {"name": name})
    return response


def query_of(state: ListState) -> str:
    """What is shown, as a view keeps it: the box at hand becomes a condition."""
    spec = state.spec
    kept = {
        "filter": spec.whole_filter_text,
        "sort": spec.sort_text,
        "group": spec.group_text,
        "columns": spec.columns_text,
    }
    return written({name: value for name, value in kept.items() if value})


def _opened(state: ListState) -> SavedView:
    key = state.view.key if state.view and state.view.saved else ""
    view = SavedView.objects.filter(public_id=key, list_key=state.definition.key).first() if key else None
    if view is None or not (view.is_shared or may_change_view(state.spec.actor, view)):
        raise Http404(_("Cette vue n’existe plus, ou n’est plus partagée avec vous."))
    return view


def _form(
    request: HttpRequest,
    state: ListState,
    page: str,
    *,
    title: str,
    name: str = "",
    shared: bool = False,
    refused: Refused | None = None,
    may_delete: bool = False,
) -> HttpResponse:
    context = {
        "title": title,
        "url": state.part_url(page),
        "delete_url": state.part_url("view_delete") if may_delete else "",
        "name": name,
        "shared": shared,
        "may_share": state.spec.actor.may(Permission.SHARE_VIEWS),
        "error": refused.message if refused else "",
        "narrowed": bool(state.spec.whole_filter.parts),
    }
    return render(request, "web/lists/_view_dialog.html", context)
