"""Asks a page again and again over kept connections, from one client or several."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Asked:
    """What came back: seconds of each request, failures, and how long it all took."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    first_failure: str = ""
    wall: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds under which `share` of the requests stayed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.wall if self.wall else 0.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request: method, path, body if any (a form unless `headers` say otherwise), and the statuses that count
    as done.
    """

    path: str
    method: str = "GET"
    body: str = ""
    statuses: tuple[int, ...] = (200,)
    fragment: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def ask(
    port: int, headers: Mapping[str, str], make: Callable[[int], Request], *, count: int, clients: int
) -> Asked:
    """Send `count` requests made by `make(number)`, shared among `clients` threads."""
    asked, lock = Asked(), threading.Lock()
    numbers = iter(range(count))

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            seconds, problem = _one(connection, headers, make(number))
            with lock:
                asked.seconds.append(seconds)
                if problem:
                    asked.failures += 1
                    asked.first_failure = asked.first_failure or problem
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.wall = time.perf_counter() - started
    return asked


def _one(
    connection: http.client.HTTPConnection, headers: Mapping[str, str], request: Request
) -> tuple[float, str]:
    sent = dict(headers)
    if request.body:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    if request.fragment:
        sent["HX-Request"] = "true"
    sent.update(request.headers)
    started = time.perf_counter()
    try:
        connection.request(request.method, request.path, request.body or None, sent)
        response = connection.getresponse()
        content = response.read()
    except OSError as problem:
        connection.close()
        return time.perf_counter() - started, repr(problem)
    seconds = time.perf_counter() - started
    if response.status in request.statuses:
        return seconds, ""
    return seconds, f"{request.path}: {response.status} {content[:200]!r}"
