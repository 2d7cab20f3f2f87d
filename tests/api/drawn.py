"""Requests that were drawn in one run and are asked again in the next.

Drawing costs several times what asking does, and its seed is fixed: the run on PostgreSQL would draw what the run on
SQLite has drawn. It is kept in `build/drawn` for as long as the description of the API, the tests and the libraries
that draw stay what they are; whoever runs PostgreSQL alone draws anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from negoce.api.openapi import description

FOLDER = Path(__file__).resolve().parents[2] / "build" / "drawn"
DRAWN_BY = ("hypothesis", "schemathesis")


@dataclass(frozen=True)
class DrawnRequest:
    """What is sent besides the address and the secret; `body` in base64."""

    body: str
    query: dict[str, Any]
    headers: dict[str, str]

    @classmethod
    def of(cls, body: bytes, query: dict[str, Any], headers: dict[str, str]) -> DrawnRequest:
        """The request with this body."""
        return cls(base64.b64encode(body).decode(), query, headers)

    def content(self) -> bytes:
        """The body, as it is sent."""
        return base64.b64decode(self.body)


def kept(name: str) -> list[DrawnRequest]:
    """What was drawn under this name; nothing when it must be drawn."""
    file = _folder() / f"{name}.json"
    if not file.exists():
        return []
    return [DrawnRequest(**row) for row in json.loads(file.read_text(encoding="utf-8"))]


def keep(name: str, requests: Iterable[DrawnRequest]) -> None:
    """Keep what was drawn, unless JSON would give it back changed."""
    rows = [asdict(request) for request in requests]
    text = json.dumps(rows)
    if json.loads(text) != rows:
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.{os.getpid()}"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / f"{name}.json")


@cache
def _folder() -> Path:
    texts = [file.read_text(encoding="utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]
    told = [json.dumps(description("fr"), default=str), *map(version, DRAWN_BY), *texts]
    return FOLDER / hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
