"""`client.force_login(…)` leaves what signing in leaves, in three queries instead of some fifteen.

Nearly every test of a page begins so. Tests of signing in go through the page of signing in.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test.client import ClientMixin
from django.utils import timezone
from django.utils.crypto import get_random_string

from negoce.identity.models import Device, User
from negoce.web.account.device_mark import MARK
from negoce.web.session_store import SessionStore


@contextmanager
def signed_in_at_once() -> Iterator[None]:
    """Patch Django's test client for as long as the block lasts; with a session already, it does as before."""
    plainly = ClientMixin._login

    def at_once(self: ClientMixin, user: User, backend: str | None = None) -> None:
        if settings.SESSION_COOKIE_NAME in self.cookies:
            plainly(self, user, backend)
            return
        request = HttpRequest()
        request.session = SessionStore(_open_session(user, backend or user.backend))
        self._set_login_cookies(request)

    ClientMixin._login = at_once
    try:
        yield
    finally:
        ClientMixin._login = plainly


def _open_session(user: User, backend: str) -> str:
    """Store a session of `user`, its device and the moment, as the notices of a sign-in do; returns its key."""
    key, now, hashed = get_random_string(32, VALID_KEY_CHARS), timezone.now(), user.get_session_auth_hash()
    store = SessionStore()
    opened = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: backend,
        HASH_SESSION_KEY: hashed,
        MARK: [key, int(time.time() // 60)],
    }
    Session.objects.create(
        session_key=key, session_data=store.encode(opened), expire_date=store.get_expiry_date()
    )
    Device.objects.create(user=user, session_key=key, auth_hash=hashed, last_seen_at=now)
    user.last_login = now
    User.objects.filter(pk=user.pk).update(last_login=now)
    return key
