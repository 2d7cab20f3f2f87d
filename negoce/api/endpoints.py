"""What an address of the API is: who may call it, what it takes, what it answers. The description is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from negoce.identity.enums import Permission
from negoce.identity.models import ApiToken
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope

Schema = Mapping[str, Any]
WRITES = frozenset({"POST", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Call:
    """One request: who asks, through which token, what; `body` is the JSON object that came, `ids` the path's.

    `looked_up` is what the endpoint's `look_up` found.
    """

    request: HttpRequest
    actor: Actor
    token: ApiToken
    scopes: frozenset[TokenScope]
    ids: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    looked_up: Any = None

    @property
    def public_id(self) -> str:
        """The record that the address names."""
        return self.ids["id"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: `data` as JSON (bytes as they are: a file), or `pieces` one by one: a long list."""

    data: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes | str] | None = None
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the query string."""

    name: str
    words: Any
    schema: Schema = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method on one path, relative to /api/v1/. `{id}` in the path is a public id.

    `body` is the schema of what it takes, `upload` says that it takes a form with a file. `long` is for
    writes that do not fit one transaction. `asks` is for a POST that changes nothing: its body is the question.
    `permission` is asked for before the body is read. `content` is what comes when it is no JSON.
    `look_up` reads what takes long before a write waits for its turn and for the one writer.
    """

    method: str
    path: str
    name: str
    summary: Any
    scope: TokenScope
    handle: Callable[[Call], Answer]
    query: tuple[Parameter, ...] = ()
    body: Callable[[], Schema] | None = None
    answer: Callable[[], Schema] | None = None
    status: int = 200
    upload: bool = False
    long: bool = False
    permission: Permission | None = None
    group: Any = ""
    asks: bool = False
    content: str = "text/csv"
    look_up: Callable[[Call], Any] | None = None

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.method in WRITES and not self.asks

    @property
    def takes_body(self) -> bool:
        """Whether a JSON object comes with the request."""
        return (self.writes or self.asks) and not self.upload
