"""The files that go with messages: kept apart from the web, named by us, found unchanged before they leave."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from negoce.kit.refusal import Refused
from negoce.outbox.documents.mime import Enclosure
from negoce.outbox.models import Message, MessageAttachment

# What mail servers usually take, once the bytes are written in letters.
MOST_BYTES = 15_000_000
MOST_FILES = 20
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to attach."""

    name: str
    content: bytes
    content_type: str = "application/pdf"


class AttachmentChanged(Exception):
    """A file is missing, or its bytes are not those that were attached."""


def check_attachments(attachments: Sequence[Attached]) -> None:
    """Raise Refused when there are too many files, or too much of them."""
    if len(attachments) > MOST_FILES or sum(len(each.content) for each in attachments) > MOST_BYTES:
        raise Refused(
            _("Les pièces jointes pèsent trop : %(max)s Mo et %(count)s fichiers au plus. Rien n’est envoyé.")
            % {"max": MOST_BYTES // 1_000_000, "count": MOST_FILES}
        )


def attach(message: Message, attachments: Sequence[Attached]) -> None:
    """Write the files and their rows; when the transaction is undone the files are swept later (`sweep`)."""
    rows = [
        MessageAttachment(
            message=message,
            position=position,
            name=_shown(each.name),
            content_type=each.content_type
            if _TYPE.fullmatch(each.content_type)
            else "application/octet-stream",
            size=len(each.content),
            sha256=sha256(each.content).hexdigest(),
        )
        for position, each in enumerate(attachments)
    ]
    for row, each in zip(rows, attachments, strict=True):
        _write(row.path, each.content)
    MessageAttachment.objects.bulk_create(rows)


def enclosures(message: Message) -> Sequence[Enclosure]:
    """The files of a message, read and compared with their digest. Raises AttachmentChanged."""
    found = []
    for row in MessageAttachment.objects.filter(message=message).order_by("position"):
        try:
            content = row.path.read_bytes()
        except OSError as problem:
            raise AttachmentChanged(row.name) from problem
        if sha256(content).hexdigest() != row.sha256:
            raise AttachmentChanged(row.name)
        found.append(Enclosure(row.name, row.content_type, content))
    return found


def remove_files(paths: Iterable[Path]) -> None:
    """Delete files; those that are gone already do not matter."""
    for path in paths:
        path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _shown(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return ("".join(char for char in last if char.isprintable()).strip() or "document")[-200:]
