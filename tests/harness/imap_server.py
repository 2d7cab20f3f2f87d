"""A real IMAP server on this machine (pymap), in a process of its own, with one empty mailbox."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from negoce.integrations.imap.types import ImapMailbox

_RUN = "from pymap.main import main; main()"
_PATIENCE = 30


@dataclass
class MailboxServer:
    """The mailbox as our client knows it; `put` delivers a mail, `unread` counts those that nobody read."""

    mailbox: ImapMailbox

    def put(self, content: bytes) -> None:
        with _line(self.mailbox) as line:
            line.append("INBOX", "", imaplib.Time2Internaldate(time.time()), content)

    def unread(self) -> int:
        with _line(self.mailbox) as line:
            line.select("INBOX")
            _answer, found = line.search(None, "UNSEEN")
            return len(found[0].split())


@contextmanager
def imap_server() -> Iterator[MailboxServer]:
    """Serve until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mailbox = ImapMailbox("127.0.0.1", port, "bounces", "secret", is_encrypted=False, timeout=5)
    words = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "managesieve"]
    command = [
        sys.executable,
        "-c",
        _RUN,
        *words,
        "dict",
        "--demo-user",
        "bounces",
        "--demo-password",
        "secret",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _await(process, port)
        yield MailboxServer(mailbox)
    finally:
        process.kill()
        process.communicate()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return
        time.sleep(0.05)
    raise AssertionError("the IMAP server did not start")


@contextmanager
def _line(mailbox: ImapMailbox) -> Iterator[imaplib.IMAP4]:
    line = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.timeout)
    line.login(mailbox.user, mailbox.password)
    try:
        yield line
    finally:
        line.logout()
