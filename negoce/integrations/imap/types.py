"""A mailbox, what is read from it, and how that fails. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """A folder of a mailbox; `timeout` in seconds bounds each exchange with its server."""

    host: str
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    is_encrypted: bool = True
    timeout: float = 20.0


class ImapProblem(OSError):
    """The mailbox was not reached, or does not let us in."""
