"""Somebody who opens a page again and again while other work goes on: a process of its own, so as to weigh on nothing.

`python -m bench.visitor PORT PATH COOKIES`: asks until its standard input closes, then prints what it waited.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Mapping

from bench.client import Asked, Request, ask

PAUSE = 0.2


def main() -> None:
    """Ask, wait a little, ask again; ends when nobody listens any more."""
    port, path, headers = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    seen = Asked()
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        one = ask(port, headers, lambda _number: Request(path), count=1, clients=1)
        seen.seconds += one.seconds
        seen.failures += one.failures
    print(
        json.dumps(
            {
                "pages": len(seen.seconds),
                "failures": seen.failures,
                "p50_ms": round(seen.percentile(0.5), 1),
                "p95_ms": round(seen.percentile(0.95), 1),
                "longest_ms": round(seen.percentile(1), 1),
            }
        )
    )


class Visitor:
    """Opens `path` from now on, until asked what it saw."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "bench.visitor", str(port), path, json.dumps(dict(headers))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def leave(self) -> dict[str, float]:
        """Stop, and tell: pages, failures, milliseconds."""
        seen, _errors = self._process.communicate()
        found: dict[str, float] = json.loads(seen)
        return found


if __name__ == "__main__":
    main()
