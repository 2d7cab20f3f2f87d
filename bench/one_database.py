"""Measures one database, named by NEGOCE_DATABASE: fills it, serves it, asks, and writes the figures."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import django

WARM_UP = 6


def main() -> None:
    """Arguments: companies, requests an operation, path of the result, text to choose operations."""
    size, requests, result, only = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    django.setup()
    from bench import site as sites
    from bench.filling import fill
    from bench.operations import operations
    from bench.yardstick import yardstick

    counts = fill(size)
    site = sites.start(free_port())
    try:
        cookies = signed_in(site.port)
        chosen = [operation for operation in operations() if only in operation.name]
        yardsticks = [yardstick()]
        rows = []
        for number, operation in enumerate(chosen):
            rows.append(_measure(site, cookies, operation, requests))
            if number % 10 == 0:
                yardsticks.append(yardstick())
        memory = site.private_megabytes()
        export = _export(site, cookies) if not only else {}
    finally:
        site.stop()
    result.write_text(
        json.dumps(
            {
                "first_answer": site.seconds_to_first_answer,
                "memory": memory,
                "yardstick": [min(yardsticks), max(yardsticks)],
                "export": export,
                "counts": counts,
                "rows": rows,
            }
        )
    )


def _measure(site: Any, cookies: dict[str, str], operation: Any, requests: int) -> dict[str, object]:
    from bench.bare_sql import milliseconds_of_sql
    from bench.client import ask

    if operation.brief:
        return _measure_briefly(site, cookies, operation)
    number = requests
    warm = ask(site.port, cookies, operation.make, count=WARM_UP, clients=2)
    before = site.cpu_seconds()
    alone = ask(site.port, cookies, operation.make, count=number, clients=1)
    cpu = 1000 * (site.cpu_seconds() - before) / number
    crowd = ask(site.port, cookies, operation.make, count=number * 2, clients=8)
    sql, queries = milliseconds_of_sql(_client(), operation.make)
    print(f"  {operation.name:<44}{alone.percentile(0.5):8.1f} ms", file=sys.stderr)
    return {
        "name": operation.name,
        "target": operation.target,
        "p50": alone.percentile(0.5),
        "p95": alone.percentile(0.95),
        "rate": alone.rate,
        "cpu": cpu,
        "sql": sql,
        "queries": queries,
        "p50_8": crowd.percentile(0.5),
        "p95_8": crowd.percentile(0.95),
        "rate_8": crowd.rate,
        "failures": warm.failures + alone.failures + crowd.failures,
        "first_failure": warm.first_failure or alone.first_failure or crowd.first_failure,
    }


def _measure_briefly(site: Any, cookies: dict[str, str], operation: Any) -> dict[str, object]:
    """One request to warm up and three that count."""
    from bench.client import ask

    warm = ask(site.port, cookies, operation.make, count=1, clients=1)
    alone = ask(site.port, cookies, operation.make, count=3, clients=1)
    return {
        "name": operation.name,
        "target": operation.target,
        "p50": alone.percentile(0.5),
        "failures": warm.failures + alone.failures,
        "first_failure": warm.first_failure or alone.first_failure,
    }


def _export(site: Any, cookies: dict[str, str]) -> dict[str, object]:
    """Export every company as CSV: seconds, bytes, and how much the worker's memory grew."""
    from bench.client import Request, ask
    from bench.operations import EXPORT_PATH

    before = site.private_megabytes()
    started = time.perf_counter()
    asked = ask(site.port, cookies, lambda _n: Request(EXPORT_PATH), count=1, clients=1)
    return {
        "seconds": time.perf_counter() - started,
        "grown_megabytes": site.private_megabytes() - before,
        "failure": asked.first_failure,
    }


def _client() -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_administrator(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _administrator() -> Any:
    from negoce.identity.models import User

    return User.objects.get(email="person0@negoce.example")


def signed_in(port: int) -> dict[str, str]:
    """Headers of a signed-in administrator, with the token that forms must carry."""
    from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

    secret = _get_new_csrf_string()
    session = _client().cookies["sessionid"].value
    return {
        "Cookie": f"sessionid={session}; csrftoken={secret}",
        "X-CSRFToken": _mask_cipher_secret(secret),
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
    }


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
