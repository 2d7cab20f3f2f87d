"""Tells the account which device it is open on: when one signs in, then once a quarter of an hour at most."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from negoce.identity.actions.devices import forget_dead_devices, forget_device, note_device
from negoce.identity.models import User
from negoce.web.after_answer import after_answer

# In the session: its own key and the minute when it was last noted. The key changes with the password.
MARK = "device"
MINUTES = 15


def mark_seen(request: HttpRequest, user: User) -> None:
    """Note the device when a quarter of an hour has passed, after the answer; between, nothing is read
    or written.
    """
    session = getattr(request, "session", None)
    if session is None or not session.session_key:
        return
    key, agent = session.session_key, request.META.get("HTTP_USER_AGENT", "")
    minute = int(time.time() // 60)
    noted = session.get(MARK)
    before = noted[0] if isinstance(noted, list) else key
    if noted and before == key and minute - noted[1] < MINUTES:
        return
    session[MARK] = [key, minute]
    if noted and before == key:
        after_answer(request, lambda: note_device(user, session_key=key, user_agent=agent))
    else:
        # A session of before this list, or a key that changed with the password: the page may show it at once.
        note_device(user, session_key=key, user_agent=agent, before=before)


def connect() -> None:
    """Listen to people signing in and out; these are notices of the sign-in, not of a model."""
    user_logged_in.connect(_signed_in, dispatch_uid="negoce.device")
    user_logged_out.connect(_signed_out, dispatch_uid="negoce.device")


def _signed_in(sender: object, request: HttpRequest, user: User, **_rest: Any) -> None:
    session = getattr(request, "session", None)
    if session is None or not session.session_key:
        return  # the first page does it
    forget_dead_devices(user)
    agent = request.META.get("HTTP_USER_AGENT", "")
    note_device(user, session_key=session.session_key, user_agent=agent)
    session[MARK] = [session.session_key, int(time.time() // 60)]


def _signed_out(sender: object, request: HttpRequest, user: object, **_rest: Any) -> None:
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        forget_device(session.session_key)
