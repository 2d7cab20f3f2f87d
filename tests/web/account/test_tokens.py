"""The page of one's tokens."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.identity.models import ApiToken, JournalEntry, User
from tests.factories.api import make_program
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_key_is_shown_once_and_kept_as_a_digest() -> None:
    user = make_user(Role.SALESPERSON)
    client = signed_in(user)
    given = {"name": "Boutique", "days": "30", "scopes": ["companies:read"]}
    answer = client.post("/account/tokens/new/", given)
    assert answer.status_code == 200
    (secret,) = re.findall(r"ngc_[\w-]{40,}", answer.content.decode())
    token = ApiToken.objects.get()
    assert (token.user, token.scopes) == (user, ["companies:read"])
    assert secret not in (token.digest, token.hint)
    assert re.search(r'<n-copy [^>]*data-from="#token-secret"', answer.content.decode())
    assert secret not in client.get("/account/tokens/").content.decode()
    listed = client.get("/api/v1/companies", headers={"Authorization": f"Bearer {secret}"})
    assert listed.status_code == 200
    assert [
        (entry.verb, entry.actor_id) for entry in JournalEntry.objects.filter(subject_kind="api_token")
    ] == [("created", user.pk)]


def test_revoked_token_opens_nothing_at_once() -> None:
    program = make_program()
    assert program.get("companies").status_code == 200
    client = signed_in(program.user)
    assert client.post(f"/account/tokens/{program.token.public_id}/revocation/").status_code == 302
    assert program.get("companies").status_code == 401
    assert "Révoqué" in client.get("/account/tokens/").content.decode()
    verbs = (
        JournalEntry.objects.filter(subject_kind="api_token").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "revoked"]


def test_token_of_somebody_else_is_not_there() -> None:
    program = make_program()
    client = signed_in(make_user(Role.ADMINISTRATOR))
    assert client.post(f"/account/tokens/{program.token.public_id}/revocation/").status_code == 404
    assert program.get("companies").status_code == 200


def test_a_token_without_a_right_is_refused() -> None:
    client = signed_in(make_user())
    assert client.post("/account/tokens/new/", {"name": "X", "days": "30"}).status_code == 422
    assert ApiToken.objects.count() == 0
