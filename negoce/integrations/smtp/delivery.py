"""Hands a message to whatever route this installation has: a server, or a folder of this machine."""

from __future__ import annotations

from collections.abc import Callable

from negoce.integrations.smtp import client, folder
from negoce.integrations.smtp.types import Accepted, Envelope, MailFolder, MailRoute


def deliver(
    route: MailRoute, envelope: Envelope, *, before_body: Callable[[], None] | None = None
) -> Accepted:
    """Hand a message over; raises the problems of `types`. See `client.send` for `before_body`."""
    if isinstance(route, MailFolder):
        return folder.keep(route, envelope, before_body=before_body)
    return client.send(route, envelope, before_body=before_body)
