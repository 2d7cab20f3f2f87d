"""Reads and checks the rows of an import in a process of its own, beside the one that writes them.

Run as a plain script by `rows_process`, the only reader of what it writes. It loads rules alone: no Django, no
settings, no database. Standard input brings a JSON object that says what to read (see `ChildRows`); standard
output takes frames, pickled, each after its length in four bytes: lists of rows, then an empty one, or a text
that tells where our own fault was.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import resource
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

_ROWS_A_FRAME = 400
_BYTES_A_FRAME = 400_000


def main() -> None:
    """Read what standard input asks for, until its end or until nobody listens any more."""
    asked = json.load(sys.stdin.buffer)
    sys.path[:] = asked["path"]
    _limit(asked["memory"])
    # The parent that was killed or stops early closes its end: there is nobody to tell.
    with suppress(BrokenPipeError):
        try:
            for frame in _frames(_rows(asked)):
                _write(frame)
            _write([])
        except BrokenPipeError:
            raise
        except Exception as problem:
            _write(_where(problem))


def _rows(asked: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    from negoce.companies.rules.imports.rows import ReadContext
    from negoce.companies.rules.imports.table_rows import Layout, group_of, read_table_row

    read, ready = _found(asked["read"]), _found(asked["ready"])
    # What is loaded now stays: it need not be looked through again and again for what can go.
    gc.freeze()
    mapping = {int(at): key for at, key in asked["mapping"].items()}
    context = ReadContext(date.fromisoformat(asked["today"]), asked["mark"])
    layout = Layout(asked["columns"], mapping, context, asked["factors"])
    group, offset = asked["group"], asked["offset"]
    with Path(asked["rows"]).open("rb") as file:
        file.seek(offset)
        for line in file:
            number, cells = json.loads(line)
            offset += len(line)
            row = read_table_row(read, number, cells, layout)
            prepared = None if ready is None or row.refused else ready(row.values, asked["namespace"])
            findings = [
                (one.field, one.finding.code, one.finding.severity, dict(one.finding.figures))
                for one in row.findings
            ]
            yield number, offset, group_of(cells, group), line, row.values, findings, prepared


def _found(place: tuple[str, str] | None) -> Any:
    return getattr(import_module(place[0]), place[1]) if place else None


def _frames(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    frame: list[tuple[Any, ...]] = []
    held = 0
    for row in rows:
        frame.append(row)
        held += len(row[3])
        if len(frame) >= _ROWS_A_FRAME or held >= _BYTES_A_FRAME:
            yield frame
            frame, held = [], 0
    if frame:
        yield frame


def _write(frame: list[Any] | str) -> None:
    content = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
    left = memoryview(len(content).to_bytes(4, "big") + content)
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]


def _where(problem: Exception) -> str:
    """The kind of an exception and where it arose, without its message: that could hold values of the file."""
    steps = traceback.extract_tb(problem.__traceback__)[-4:]
    return f"{type(problem).__name__} in " + ", ".join(f"{step.name} line {step.lineno}" for step in steps)


def _limit(memory: int) -> None:
    """What this process may take: it can lower that, never raise it again; it writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
