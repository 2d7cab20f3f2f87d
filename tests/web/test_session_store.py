"""Sessions are read as Django reads them: what was kept comes back, what has ended does not."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from negoce.web.session_store import SessionStore

pytestmark = pytest.mark.django_db


def _kept() -> str:
    store = SessionStore()
    store["minute"] = 12
    store.save()
    assert store.session_key
    return store.session_key


def test_what_was_kept_comes_back() -> None:
    assert SessionStore(_kept())["minute"] == 12


def test_sessions_of_before_are_read_too() -> None:
    store = DjangoStore()
    store["minute"] = 7
    store.save()
    assert SessionStore(store.session_key)["minute"] == 7


def test_a_session_that_has_ended_holds_nothing() -> None:
    key = _kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert store.get("minute") is None
    assert store.session_key is None


def test_an_invented_key_opens_nothing() -> None:
    store = SessionStore("inventedinventedinventedinvented")
    assert store.load() == {}
    assert store.session_key is None
