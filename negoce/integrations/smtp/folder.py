"""The folder that takes the place of a server: each message a file, as it would have been received."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from negoce.integrations.smtp.types import Accepted, Envelope, MailFolder, TemporaryProblem

_SUFFIX = ".eml"
_MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A file of the folder; `key` names it in addresses."""

    key: str
    path: Path
    received_at: datetime


def keep(
    folder: MailFolder, envelope: Envelope, *, before_body: Callable[[], None] | None = None
) -> Accepted:
    """Write a message down; there whole or not at all. Raises TemporaryProblem when the disk refuses."""
    moment = datetime.now(UTC)
    digest = sha256(envelope.content).hexdigest()[:12]
    path = folder.path / f"{moment:%Y%m%dT%H%M%S%f}-{digest}{_SUFFIX}"
    partial = path.with_suffix(".partial")
    if before_body is not None:
        before_body()
    try:
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(partial, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(_trace(envelope) + envelope.content)
        partial.replace(path)
    except OSError as problem:
        raise TemporaryProblem(str(problem)) from problem
    return Accepted(f"kept in {path.name}")


def kept_mails(folder: MailFolder) -> Sequence[KeptMail]:
    """What was received, newest first, at most two thousand."""
    names = sorted((path.name for path in folder.path.glob(f"*{_SUFFIX}")), reverse=True)[:_MOST_KEPT]
    return [_kept(folder.path / name) for name in names]


def kept_mail(folder: MailFolder, key: str) -> KeptMail | None:
    """One of them by its key; None when there is none, whatever the key holds."""
    if not key.isascii() or not all(char.isalnum() or char == "-" for char in key):
        return None
    path = folder.path / f"{key}{_SUFFIX}"
    return _kept(path) if path.is_file() else None


def _kept(path: Path) -> KeptMail:
    key = path.name.removesuffix(_SUFFIX)
    try:
        moment = datetime.strptime(key.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:  # a file that somebody put there by hand
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return KeptMail(key, path, moment)


def _trace(envelope: Envelope) -> bytes:
    """The headers that the last server of a journey adds: who it was really for."""
    lines = [f"Return-Path: <{envelope.sender}>", *(f"Delivered-To: {each}" for each in envelope.recipients)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")
