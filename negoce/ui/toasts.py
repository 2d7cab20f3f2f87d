"""Short notices at the foot of the page, with an undo or a link, now (header) or on the next page."""

import json
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from negoce.ui.html import safe_url, text

Tone = Literal["good", "info", "warn", "bad"]
LEVELS = {"good": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}


def add_trigger(response: HttpResponseBase, name: str, detail: object = True) -> None:
    """Add an event to the response's `HX-Trigger` header, keeping those already there."""
    known = json.loads(response.headers.get("HX-Trigger") or "{}")
    response.headers["HX-Trigger"] = json.dumps(known | {name: detail})


def toast(
    response: HttpResponseBase,
    words: object,
    *,
    tone: Tone = "good",
    undo_url: str = "",
    link_url: str = "",
    link_label: object = "",
) -> None:
    """Show a notice when the fragment arrives. `undo_url` is posted to when the person presses `Annuler`."""
    detail: dict[str, Any] = {"text": str(words), "tone": tone}
    if undo_url:
        detail["undo"] = safe_url(undo_url)
    if link_url:
        detail |= {"link": safe_url(link_url), "linkLabel": str(link_label)}
    add_trigger(response, "toast", detail)


def flash(
    request: HttpRequest,
    words: object,
    *,
    tone: Tone = "good",
    undo_url: str = "",
    link_url: str = "",
    link_label: object = "",
) -> None:
    """Show a notice on the next page (after a redirect)."""
    inside = text(words)
    if link_url:
        inside += f' <a href="{text(safe_url(link_url))}">{text(link_label)}</a>'
    if undo_url:
        inside += (
            f' <button type="button" class="toast-undo" hx-post="{text(safe_url(undo_url))}" hx-swap="none">'
            f"{text(pgettext('undo', 'Annuler'))}</button>"
        )
    messages.add_message(request, LEVELS[tone], SafeString(inside))


def close_dialog(response: HttpResponseBase) -> None:
    """Close the dialog that the request came from."""
    add_trigger(response, "dialog:close")
