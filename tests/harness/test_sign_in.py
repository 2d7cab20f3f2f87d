"""Signing in at once leaves what Django's own way leaves."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from negoce.identity.models import Device, User
from negoce.web.session_store import SessionStore
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def signed_in(client: Client, user: User) -> list[object]:
    """What the browser, the session, the account and the tables hold afterwards, without what is drawn."""
    before = rows()
    client.force_login(user)
    more = {label: count - before[label] for label, count in rows().items() if count != before[label]}
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    session = SessionStore(cookie.value)
    held = {name: value for name, value in session.items() if name not in ("device", "_auth_user_hash")}
    device = Device.objects.get(user=user)
    user.refresh_from_db()
    seen = (device.browser, device.system, device.session_key == session.session_key == session["device"][0])
    same_hash = device.auth_hash == session["_auth_user_hash"] == user.get_session_auth_hash()
    held["_auth_user_id"] = held["_auth_user_id"] == str(user.pk)
    return [more, held, dict(cookie), seen, same_hash, user.last_login is not None]


def test_it_leaves_what_the_long_way_leaves() -> None:
    with_a_session = Client()
    with_a_session.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert signed_in(Client(), make_user()) == signed_in(with_a_session, make_user())
