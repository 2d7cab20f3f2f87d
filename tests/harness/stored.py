"""Everything that an installation stores, as one folded text: to look for what should not be there any more."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from negoce.kit.text import fold


def everything_stored() -> str:
    """Every cell of every table (JSON read, bytes included), every session opened, every file unpacked; one a line."""
    return "\n".join([*_cells(), *_sessions(), *_files()])


def lines_with(trace: str, stored: str) -> list[str]:
    """The beginnings of the lines that hold a trace."""
    return [line[:120] for line in stored.splitlines() if trace in line]


def _cells() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == "companies_searchterms":
                # SQLite's index has no rows of its own: its tables beside, which hold its bytes, are read.
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    yield f"{table}: {_plain(_text_of(cell))}"


def _text_of(cell: object) -> str:
    """The text of a cell; JSON that the database holds as text is read, and so are bytes."""
    if isinstance(cell, memoryview | bytes):
        return bytes(cell).decode("latin-1")
    if isinstance(cell, str) and cell[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            cell = json.loads(cell)
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict | list) else str(cell)


def _sessions() -> Iterator[str]:
    for session in Session.objects.order_by("pk"):
        yield f"session: {_plain(json.dumps(session.get_decoded(), ensure_ascii=False))}"


def _files() -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if not path.is_file():
            continue
        yield f"file name: {_plain(path.name)}"
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"file {name}: {_plain(archive.read(name).decode('utf-8', 'replace'))}"
        else:
            yield f"file: {_plain(path.read_bytes().decode('utf-8', 'replace'))}"


def _plain(text: str) -> str:
    return fold(text.replace("\n", " "))
