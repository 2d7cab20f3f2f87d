"""A platform, or a person at Chorus Pro, that takes files from a folder and drops statuses into another.

`out/` receives each document under our key, whole or not at all; `in/` holds the messages (CDAR, XML) that were
dropped there; what was read goes to `in/read/`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from negoce.integrations.platform.types import Away, Declined, DirectoryLine, News, Outgoing, Receipt

LARGEST_MESSAGE = 5_000_000
MOST_MESSAGES = 100
# Written by others, these are not whole yet.
_UNFINISHED = (".tmp", ".part", ".filepart", ".crdownload")


class FolderPlatform:
    """The folder of one platform."""

    def __init__(self, path: Path) -> None:
        self._out = path / "out"
        self._in = path / "in"
        self._read = self._in / "read"

    @property
    def name(self) -> str:
        """What people call it."""
        return "folder"

    def submit(self, outgoing: Outgoing, *, again: bool = False) -> Receipt:
        """Write the file; the same key with the same content is there already, with another is refused."""
        name = f"{_safe(outgoing.key)}_{_safe(outgoing.name)}"
        target = self._out / name
        try:
            self._prepare()
            if target.exists():
                return self._known(target, outgoing)
            _write_whole(target, outgoing.content)
            return Receipt(name, _changed(target))
        except OSError as problem:
            raise Away(f"the folder {self._out} cannot be written: {problem.strerror}") from problem

    def news(self, after: datetime | None) -> tuple[News, ...]:
        """Return the messages dropped in, the oldest first; `after` does not matter: what was read has moved."""
        try:
            self._prepare()
            files = sorted(_messages(self._in), key=lambda path: (path.stat().st_mtime_ns, path.name))
            return tuple(self._news(path) for path in files[:MOST_MESSAGES])
        except OSError as problem:
            raise Away(f"the folder {self._in} cannot be read: {problem.strerror}") from problem

    def settle(self, news: News) -> None:
        """Move a message that was stored: it is not read again."""
        name = news.identifier.split(":", 1)[0]
        source = self._in / name
        try:
            if source.is_file():
                # The same name may come twice with another content: neither may hide the other.
                source.replace(self._read / f"{news.identifier.split(':', 1)[1][:12]}_{name}")
        except OSError as problem:
            raise Away(f"{source} cannot be moved: {problem.strerror}") from problem

    def look_up(self, siren: str) -> tuple[DirectoryLine, ...]:
        """A folder has no directory."""
        raise Declined("a folder has no directory", "no_directory")

    def _prepare(self) -> None:
        for folder in (self._out, self._read):
            folder.mkdir(parents=True, exist_ok=True)

    def _known(self, target: Path, outgoing: Outgoing) -> Receipt:
        if target.read_bytes() != outgoing.content:
            raise Declined(f"{target.name} is there already with another content", "already_there")
        return Receipt(target.name, _changed(target))

    def _news(self, path: Path) -> News:
        content = _bounded(path)
        digest = hashlib.sha256(content).hexdigest()
        return News(f"{path.name}:{digest}", _changed(path), content=content)


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside, then give the name: who watches the folder never sees half a file, even after a power cut."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _messages(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.iterdir()
        if not path.name.startswith(".")
        and path.suffix.lower() == ".xml"
        and not path.name.lower().endswith(_UNFINISHED)
        # A link could lead anywhere.
        and stat.S_ISREG(path.lstat().st_mode)
        and path.lstat().st_size <= LARGEST_MESSAGE
    ]


def _bounded(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(LARGEST_MESSAGE)


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+_-]", "-", text).lstrip(".-")[:100] or "document"


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
