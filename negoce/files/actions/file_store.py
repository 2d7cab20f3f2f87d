"""Takes a file in: looked at before it is kept, kept outside the web root under a name of our own."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from negoce.files.enums import FilePurpose, TableKind
from negoce.files.models import StoredFile
from negoce.files.rules.archives import Member, check_archive
from negoce.files.rules.kinds import HEAD_BYTES, MAX_TEXT_BYTES, recognise
from negoce.files.rules.sheets import SheetExtent, check_extent
from negoce.files.words import say_file
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.kit.text import fold

_PIECE = 1 << 20


def store_table(
    actor: Actor, *, name: str, pieces: Iterable[bytes], purpose: FilePurpose = FilePurpose.IMPORT
) -> StoredFile:
    """Keep a file that should be a table. Raises Refused with the reason, and then keeps nothing."""
    row = StoredFile(name=shown_name(name), purpose=purpose.value, uploaded_by_id=actor.user_id)
    path = row.path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".partial")
    try:
        row.size, row.digest, head = _write(partial, pieces)
        row.kind = _kind_of(partial, head, row.size).value
        partial.replace(path)
        row.save(force_insert=True)
    except BaseException:
        partial.unlink(missing_ok=True)
        if row.pk is None:
            path.unlink(missing_ok=True)
        raise
    return row


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file on this machine, for `store_table`."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            if len(head) < HEAD_BYTES:
                head = (head + piece)[:HEAD_BYTES]
            size += len(piece)
            if size > MAX_TEXT_BYTES:
                _refuse(
                    Finding(
                        "file.too_large", "error", {"size": size // 10**6, "max": MAX_TEXT_BYTES // 10**6}
                    )
                )
            digest.update(piece)
            file.write(piece)
    return size, digest.hexdigest(), head


def _kind_of(path: Path, head: bytes, size: int) -> TableKind:
    recognised = recognise(head, size)
    if recognised.value is None:
        assert recognised.finding is not None
        _refuse(recognised.finding)
    elif recognised.value is TableKind.XLSX:
        _check_workbook(path)
    assert recognised.value is not None
    return recognised.value


def _check_workbook(path: Path) -> None:
    """Sizes announced are checked first, then found true by unpacking piece by piece, kept nowhere.

    What the cells of each part span is looked at on the way.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            finding = check_archive(
                [
                    Member(each.filename, each.compress_size, each.file_size, bool(each.flag_bits & 1))
                    for each in members
                ]
            )
            if finding is not None:
                _refuse(finding)
            for each in members:
                extent = SheetExtent()
                with archive.open(each) as content:
                    while piece := content.read(_PIECE):
                        extent.feed(piece)
                finding = check_extent(extent)
                if finding is not None:
                    _refuse(finding)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as problem:
        raise Refused(say_file(Finding("archive.damaged"))) from problem
    except Exception as problem:
        if isinstance(problem, Refused):
            raise
        raise Refused(say_file(Finding("archive.damaged"))) from problem


def _refuse(finding: Finding) -> None:
    raise Refused(say_file(finding))


def shown_name(name: str) -> str:
    """The last part of a path, without control characters; it is shown and never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(char for char in last if char.isprintable()).strip()
    return (plain if fold(plain) else "fichier")[-200:]
