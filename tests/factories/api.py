"""Programs that call the API, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from negoce.identity.actions.api_token import create_token
from negoce.identity.enums import Origin, Role
from negoce.identity.models import ApiToken, User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.token_scopes import TokenScope
from tests.factories.identity import make_user


@dataclass
class Program:
    """A program with its token, and what it sends."""

    user: User
    token: ApiToken
    secret: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request under /api/v1/; `idempotency_key=…`, `if_match=…` are headers."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Authorization": f"Bearer {self.secret}", "Accept-Language": "fr", **given}
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        url = path if path.startswith("/") else f"/api/v1/{path}"
        answer = self.client.generic(method, url, data, content_type="application/json", headers=given)
        assert isinstance(answer, HttpResponse)
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        """A reading."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """A writing."""
        return self.send("POST", path, {} if body is None else body, **headers)


def make_program(
    role: Role = Role.ADMINISTRATOR,
    *,
    scopes: Iterable[object] = tuple(TokenScope),
    user: User | None = None,
    days: int = 30,
    **fields: object,
) -> Program:
    """A program with a fresh token of a new person, or of `user`."""
    owner = user or make_user(role, **fields)
    made = create_token(actor_for(owner, origin=Origin.WEB), name="Boutique", scopes=scopes, days=days)
    return Program(owner, made.token, made.secret)


def expire(program: Program) -> None:
    """Let the token's time be over."""
    ApiToken.objects.filter(pk=program.token.pk).update(
        expires_at=program.token.created_at - timedelta(seconds=1)
    )
