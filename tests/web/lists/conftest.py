"""Browsers of people for the screens of lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.identity.models import User
from tests.factories.identity import make_user

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which a person of this role has signed in."""

    def enter(role: Role = Role.ADMINISTRATOR, user: User | None = None, **fields: object) -> Client:
        client = Client()
        person = user or make_user(role, **fields)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def boss(sign_in: SignIn) -> Client:
    """The browser of an administrator."""
    return sign_in()
