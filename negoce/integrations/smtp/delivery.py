"""Hands a message to whatever route this installation has: a server, or a folder of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from negoce.integrations.smtp import client, folder
from negoce.integrations.smtp.client import Line
from negoce.integrations.smtp.types import Accepted, Envelope, MailFolder, MailRoute

OpenRoute = MailFolder | Line


def deliver(
    route: MailRoute | OpenRoute, envelope: Envelope, *, before_body: Callable[[], None] | None = None
) -> Accepted:
    """Hand a message over; raises the problems of `types`. See `client.send` for `before_body`."""
    if isinstance(route, MailFolder):
        return folder.keep(route, envelope, before_body=before_body)
    if isinstance(route, Line):
        return route.send(envelope, before_body=before_body)
    return client.send(route, envelope, before_body=before_body)


@contextmanager
def open_route(route: MailRoute) -> Iterator[OpenRoute]:
    """A route for many messages in a row: the line to the server stays open until the end of the block."""
    if isinstance(route, MailFolder):
        yield route
        return
    line = Line(route)
    try:
        yield line
    finally:
        line.close()
