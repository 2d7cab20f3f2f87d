"""Notices: header of a fragment, message of the next page."""

import json

from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from negoce.ui.toasts import add_trigger, close_dialog, flash, toast


def test_triggers_add_up() -> None:
    response = HttpResponse()
    toast(response, "Déplacé « ici »", undo_url="/undo/1/", link_url="javascript:x", link_label="Voir")
    close_dialog(response)
    add_trigger(response, "rows:changed", {"ids": [1]})
    header = response.headers["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header) == {
        "toast": {
            "text": "Déplacé « ici »",
            "tone": "good",
            "undo": "/undo/1/",
            "link": "#",
            "linkLabel": "Voir",
        },
        "dialog:close": True,
        "rows:changed": {"ids": [1]},
    }


def test_flash_escapes_and_keeps_its_undo() -> None:
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    flash(request, "<b>fait</b>", undo_url="/undo/2/")
    [message] = get_messages(request)
    assert str(message.message).startswith("&lt;b&gt;fait&lt;/b&gt; <button")
    assert 'hx-post="/undo/2/"' in str(message.message)
