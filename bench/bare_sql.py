"""The SQL of a page alone: recorded once through Django, then repeated on the plain connection."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from bench.client import Request

REPEATS = 9


def milliseconds_of_sql(client: Client, make: Callable[[int], Request]) -> tuple[float, int]:
    """Median milliseconds of the reading statements of the page of `make(0)`, and how many they are."""
    request = make(0)
    if request.method != "GET":
        return 0.0, 0
    recorded: list[tuple[str, Any]] = []

    def remember(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith("SELECT"):
            recorded.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        headers = {**request.headers, **({"HX-Request": "true"} if request.fragment else {})}
        response = client.get(request.path, headers=headers)
        b"".join(response.streaming_content) if response.streaming else response.content
    times = sorted(_replay(recorded) for _ in range(REPEATS))
    return times[len(times) // 2], len(recorded)


def _replay(recorded: list[tuple[str, Any]]) -> float:
    started = time.perf_counter()
    with connection.cursor() as cursor:
        # Through Django's thin cursor only: it translates the placeholders, adds no rows of its own.
        for sql, params in recorded:
            cursor.execute(sql, params)
            cursor.fetchall()
    return 1000 * (time.perf_counter() - started)
