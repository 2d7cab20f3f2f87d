"""Who imports, and their browser."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from tests.factories.identity import make_actor


@pytest.fixture
def boss() -> Actor:
    """An administrator, who may import anything."""
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def browser(boss: Actor) -> Client:
    """Signed in as `boss`."""
    client = Client()
    client.force_login(
        User.objects.get(pk=boss.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
