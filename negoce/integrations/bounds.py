"""Bounds of an HTTP exchange with somebody else's server: the whole time it may take, and the wait it may ask for."""

from __future__ import annotations

import http.client
import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONGEST_WAIT = 3_600.0
_UNREADABLE = 60.0


class TooLong(OSError):
    """The exchange was cut at its deadline, however often the server gave a sign of life."""


@contextmanager
def deadline(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Connect, and cut the exchange after `seconds`: a timeout of a socket only bounds each silence.

    Raises TooLong when it was cut, whatever was read till then.
    """
    connection.connect()
    line, is_cut = connection.sock, threading.Event()

    def cut() -> None:
        is_cut.set()
        # Of the plain socket: what reads through TLS meanwhile keeps its own state.
        with suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    watch = threading.Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as problem:
        if is_cut.is_set():
            raise TooLong from problem
        raise
    finally:
        watch.cancel()
    if is_cut.is_set():
        raise TooLong


def wait_seconds(told: str | None, unsaid: float) -> float:
    """How long a `Retry-After` asks to wait, from a second to an hour; `unsaid` when the server asks for nothing."""
    try:
        wait = float(told or unsaid)
    except ValueError:
        return _UNREADABLE
    return min(max(wait, 1.0), LONGEST_WAIT) if math.isfinite(wait) else _UNREADABLE
