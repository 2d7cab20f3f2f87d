"""One HTTP exchange, bounded: time, size, no redirect, encrypted unless it stays on this machine."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from negoce.integrations.bounds import deadline, wait_seconds
from negoce.integrations.platform.types import Away, Declined

LARGEST_ANSWER = 20_000_000
# For a file of the largest size over a slow line; a worker is not held longer.
MOST_SECONDS = 300.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, already known to be a success."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the object in the body. Raises Away when it is none: a proxy answered in the platform's place."""
        if not self.body.strip():
            return {}
        try:
            told = json.loads(self.body)
        except (ValueError, RecursionError) as problem:
            raise Away("the platform answered something that is not JSON") from problem
        if not isinstance(told, dict):
            raise Away("the platform answered JSON of an unknown shape")
        return told


def exchange(
    method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None, timeout: float = 20.0
) -> Answer:
    """Ask and return the answer of a success (2xx).

    Raises Away for whatever may pass (no line, too slow, 429, 5xx), with the wait that the platform asks for, and
    Declined for the rest. Redirects are refused: a token must not follow them.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    if not host or (not secure and not (parts.scheme == "http" and host in _LOOPBACK)):
        raise Declined(f"the address of the platform must begin with https: {parts.scheme}://{host}")
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=ssl.create_default_context())
        if secure
        else http.client.HTTPConnection(host, parts.port, timeout=timeout)
    )
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        with deadline(connection, MOST_SECONDS):
            connection.request(method, target or "/", body=body, headers=dict(headers))
            response = connection.getresponse()
            content = response.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as problem:
        raise Away(f"{host} does not answer: {type(problem).__name__}") from problem
    finally:
        connection.close()
    if len(content) > LARGEST_ANSWER:
        raise Declined(f"{host} answered more than {LARGEST_ANSWER // 1_000_000} MB")
    if 200 <= response.status < 300:
        return Answer(response.status, content)
    raise _problem(host, response.status, response.getheader("Retry-After"), content)


def _problem(host: str, status: int, wait: str | None, content: bytes) -> Away | Declined:
    code, text = _said(content)
    if status in _AGAIN:
        return Away(f"{host} answered {status} {code}".strip(), wait_seconds(wait, 60.0))
    return Declined(f"{host} answered {status}: {text or code or 'no reason given'}", code or str(status))


def _said(content: bytes) -> tuple[str, str]:
    try:
        told = json.loads(content[:100_000])
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(told, dict):
        return "", ""
    text = told.get("details") or told.get("errorMessage") or ""
    return str(told.get("errorCode") or "")[:60], str(text)[:400]
