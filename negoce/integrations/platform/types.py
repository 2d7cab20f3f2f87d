"""What we hand to a platform, what it answers, and how it fails. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Syntax(StrEnum):
    """How a file is written, as platforms name it."""

    FACTURX = "Factur-X"
    CII = "CII"
    UBL = "UBL"
    LIFE_CYCLE = "CDAR"


class Check(StrEnum):
    """What became of a file at the platform's door."""

    PENDING = "Pending"
    ACCEPTED = "Ok"
    REFUSED = "Error"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file to hand over. `key` is ours and never changes: the same key is never carried twice."""

    key: str
    name: str
    syntax: Syntax
    content: bytes = field(repr=False)
    processing: str = "B2B"

    @property
    def media_type(self) -> str:
        """What the file is, as HTTP says it."""
        return "application/pdf" if self.syntax is Syntax.FACTURX else "application/xml"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took the file: its own identifier, and when."""

    identifier: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason of a platform's check: a code, a text, and what it is about."""

    code: str
    text: str
    item: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """Something new: the check of a file of ours (`key`, `check`), or a life-cycle message (`content`).

    `identifier` is the platform's: the same news bears the same one, however often it is read.
    """

    identifier: str
    updated_at: datetime
    key: str = ""
    check: Check | None = None
    remarks: tuple[Remark, ...] = ()
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """Where a firm wants its invoices: an address of the French directory."""

    address: str
    siren: str
    siret: str = ""
    routing: str = ""
    is_active: bool = True


class PlatformProblem(Exception):
    """Something went wrong; the message is for a person."""


class Away(PlatformProblem):
    """The platform did not answer, or asks to come back: nothing is lost, try again after `seconds`.

    What was handed over may have arrived all the same: the next try asks first (`again=True`).
    """

    def __init__(self, message: str, seconds: float = 60) -> None:
        super().__init__(message)
        self.seconds = seconds


class Declined(PlatformProblem):
    """The platform said no, and will again: `code` is its own word."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Platform(Protocol):
    """Any platform."""

    @property
    def name(self) -> str:
        """The platform as people name it, without any secret."""

    def submit(self, outgoing: Outgoing, *, again: bool = False) -> Receipt:
        """Hand a file over; `again` after a try whose end is unknown: what arrived then is found, not sent twice.

        Raises Away or Declined.
        """

    def news(self, after: datetime | None) -> tuple[News, ...]:
        """Return what changed after a moment, the oldest first, some at a time. Raises Away or Declined."""

    def settle(self, news: News) -> None:
        """Tell that a news was stored on our side."""

    def look_up(self, siren: str) -> tuple[DirectoryLine, ...]:
        """Return the addresses where a firm receives invoices. Raises Away or Declined."""


@dataclass(frozen=True, slots=True)
class RestRoute:
    """A platform reached by the norm's interface. Either a token, or where to ask for one with a client and secret."""

    flows: str
    directory: str = ""
    token: str = field(default="", repr=False)
    token_url: str = ""
    client: str = ""
    secret: str = field(default="", repr=False)
    organization: str = ""
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class FolderRoute:
    """A folder that a platform, or a person, empties and fills."""

    path: Path


PlatformRoute = RestRoute | FolderRoute
