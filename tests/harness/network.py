"""No test reaches the network: only this machine answers."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class NetworkBlocked(AssertionError):
    """A test tried to leave the machine."""


def is_here(family: int, address: Any) -> bool:
    """Whether a socket address stays on this machine."""
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@contextmanager
def network_blocked() -> Iterator[None]:
    """Patch sockets and name look-ups for as long as the block lasts."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        _refuse_outside(self.family, address)
        connect(self, address)

    def connect_ex_here(self: socket.socket, address: Any) -> int:
        _refuse_outside(self.family, address)
        return connect_ex(self, address)

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None:
            _refuse_outside(socket.AF_INET, (name,))
        return look_up(host, *arguments, **options)

    socket.socket.connect, socket.socket.connect_ex = connect_here, connect_ex_here
    socket.getaddrinfo = look_up_here
    try:
        yield
    finally:
        socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
        socket.getaddrinfo = look_up


def _refuse_outside(family: int, address: Any) -> None:
    if not is_here(family, address):
        raise NetworkBlocked(f"A test tried to reach {address[0]!r}; tests run without the network.")
