"""What is handed to a mail server, what it answers, and how it fails. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Security(StrEnum):
    """How the line to the server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server; `timeout` in seconds bounds each exchange with it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = Security.STARTTLS
    timeout: float = 20.0

    @property
    def name(self) -> str:
        """The server as people name it, without any secret."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder of this machine that takes the place of a server: nothing leaves (the demo)."""

    path: Path

    @property
    def name(self) -> str:
        """The folder as people name it."""
        return str(self.path)


MailRoute = SmtpServer | MailFolder


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message ready to leave: `content` is the whole of it, headers and body, as bytes."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took the message; `words` is what it answered."""

    words: str


class SmtpProblem(OSError):
    """A message was not accepted; `words` says why in the server's own words, `code` is its answer (0: none)."""

    def __init__(self, words: str, code: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


class TemporaryProblem(SmtpProblem):
    """Not accepted for now: away, busy, or asked to wait (4xx). Trying again is right."""


class LineProblem(TemporaryProblem):
    """The server was not reached, or does not let us in (password, certificate): no fault of the message."""


class PermanentProblem(SmtpProblem):
    """Not accepted, and would not be later: the server refuses the message (5xx)."""


class RecipientRefused(PermanentProblem):
    """The server refuses this address: it does not exist, or takes no mail."""


class UnknownOutcome(SmtpProblem):
    """The whole message was given, the answer never came: it may have been accepted or not."""
