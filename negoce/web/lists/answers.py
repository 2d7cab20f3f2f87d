"""What a dialog of the list answers once it is done: the list drawn again, with its new address."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from negoce.ui.toasts import close_dialog
from negoce.web.lists.screen import screen_context
from negoce.web.lists.state import read_state


def redraw(
    request: HttpRequest,
    key: str,
    changes: Mapping[str, str],
    parameters: Mapping[str, str],
    *,
    close: bool = True,
) -> HttpResponse:
    """The list in the state of `parameters` with `changes`, put in place of the one on screen; closes the
    dialog.
    """
    data = QueryDict(mutable=True)
    data.update({**parameters, **changes})
    state = read_state(request, key, data)
    if not request.headers.get("HX-Request"):
        return redirect(state.url())
    response = render(request, "web/lists/_list.html", screen_context(request, state))
    response.headers["HX-Retarget"] = "#list"
    response.headers["HX-Reswap"] = "outerHTML"
    response.headers["HX-Push-Url"] = state.url()
    if close:
        close_dialog(response)
    return response


def same_dialog(response: HttpResponse) -> HttpResponse:
    """A dialog in error: its form comes back in its place."""
    response.status_code = 422
    response.headers["HX-Retarget"] = "#dialog-content"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
