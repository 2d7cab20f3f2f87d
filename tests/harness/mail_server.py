"""A real mail server on this machine, which may be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from negoce.integrations.smtp.types import Security, SmtpServer

HELD_SECONDS = 15


@dataclass
class Received:
    """What the server took."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class MailServer:
    """What it took, and how it answers: `recipient` and `data` are answers, `after_data` a trick."""

    server: SmtpServer
    mails: list[Received] = field(default_factory=list)
    recipient: str = "250 OK"
    data: str = "250 OK taken"
    # "" answers, "drop" closes the line once the message was read, "stall" lets the client wait.
    after_data: str = ""
    # Seconds between reading a message and answering.
    delay: float = 0.0
    # The number of a message, from 1, that is read and not answered while a test can wait: its client gets killed.
    holds: int | None = None
    # After so many messages of a line the server says 421 and hangs up.
    hangs_up_after: int | None = None
    # An address that does not exist.
    refuses: str = ""
    lines: int = 0


class _Handler:
    def __init__(self, mail_server: MailServer) -> None:
        self.state = mail_server

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        session.taken = 0
        self.state.lines += 1
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.state.hangs_up_after is not None and session.taken >= self.state.hangs_up_after:
            return "421 enough for one line"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.state.refuses:
            return "550 5.1.1 no such user"
        if self.state.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.state.recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        session.taken += 1
        if self.state.data.startswith("2"):
            self.state.mails.append(Received(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if self.state.after_data == "drop":
            server.transport.close()
        if self.state.after_data == "stall":
            await asyncio.sleep(5)
        held = len(self.state.mails) == self.state.holds
        await asyncio.sleep(HELD_SECONDS if held else self.state.delay)
        return self.state.data


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """Serve on a free port until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    state = MailServer(SmtpServer("127.0.0.1", port, security=Security.NONE, timeout=2.0))
    controller = Controller(_Handler(state), hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield state
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[SmtpServer]:
    """A port that takes the call and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(4)
        yield SmtpServer("127.0.0.1", listener.getsockname()[1], security=Security.NONE, timeout=0.3)


def closed_port() -> SmtpServer:
    """A server that is away."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return SmtpServer("127.0.0.1", port, security=Security.NONE, timeout=0.5)
