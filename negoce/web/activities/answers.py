"""What every change of an activity answers: threads and agendas on the page draw themselves again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from negoce.ui.toasts import Tone, add_trigger, close_dialog, flash, toast

# Parts of pages that listen: the thread, the agenda, the page of an activity.
LISTENING = ("panel-thread", "activities-changed")


def refresh(response: HttpResponse, *, close: bool = False) -> HttpResponse:
    """Ask what shows activities to draw itself again; `close` also closes the dialog."""
    for name in LISTENING:
        add_trigger(response, name)
    if close:
        close_dialog(response)
    return response


def say_done(response: HttpResponse, words: str, *, undo_url: str = "", next_url: str = "") -> HttpResponse:
    """Tell what was done, with the way back, and the way on where nothing is planned any more."""
    label = _("Prévoir la suite") if next_url else ""
    toast(response, words, undo_url=undo_url, link_url=next_url, link_label=label)
    return response


def changed(
    request: HttpRequest, words: str, *, url: str, undo_url: str = "", next_url: str = "", tone: Tone = "good"
) -> HttpResponse:
    """The answer to a press: nothing but news for htmx, the page `url` otherwise."""
    if not request.headers.get("HX-Request"):
        flash(request, words, tone=tone, undo_url=undo_url)
        return redirect(url)
    response = refresh(HttpResponse(status=204), close=True)
    return say_done(response, words, undo_url=undo_url, next_url=next_url)


def refused(words: str) -> HttpResponse:
    """The answer to a press that could not be done: a notice, and fresh parts instead of the old ones."""
    response = refresh(HttpResponse(status=204))
    toast(response, words, tone="warn")
    return response
