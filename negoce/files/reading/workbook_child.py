"""Reads one workbook in a process of its own, under limits, and writes its rows to standard output.

Run as a plain script, never imported by the server for its `main`: it knows nothing of Django, of the database
nor of the settings, so that a hostile file has nothing to take there. `workbook_process` starts it, and is the
only reader of what it writes: frames of JSON, each after its length in four bytes. A frame is a list of rows,
or of names of sheets; the last one is an object that tells how it ended.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

ROWS_A_FRAME = 500
# Longer than any row that a person wrote: beyond, the row is refused rather than passed on.
MOST_TEXT_A_ROW = 4_000_000
_TEXT_A_FRAME = 1_000_000


def text_of(value: Any) -> str:
    """Write a cell as a person would type it: whole numbers without point, dates as ISO, no NUL."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _plain_number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _plain_number(value: float) -> str:
    """A number with a decimal comma: 12.5 in a cell is what a French reader types as 12,5."""
    return f"{value:.15g}".replace(".", ",") if abs(value) < 1e15 else f"{value:.0f}"


def main(arguments: list[str]) -> None:
    """`library path sheet memory seconds`: the sheet -1 asks for the names of the sheets."""
    library, path, sheet, memory, seconds = arguments
    _limit(int(memory), int(seconds))
    sys.path.append(library)
    try:
        from python_calamine import CalamineWorkbook

        # Only what the library says of the file is the file's fault; anything else is ours.
        workbook = _of_library(lambda: CalamineWorkbook.from_path(path))
        if int(sheet) < 0:
            _write(_of_library(lambda: list(workbook.sheet_names)))
        else:
            rows = _of_library(lambda: workbook.get_sheet_by_index(int(sheet)).iter_rows())
            _write_rows(_taken(rows))
    except MemoryError:
        _write({"end": "memory"})
    except _TooLong:
        _write({"end": "row"})
    except _Damaged:
        _write({"end": "damaged"})
    except Exception as problem:
        _write({"end": "fault", "what": _where(problem)})
    else:
        _write({"end": "whole"})


class _TooLong(Exception):
    """A row that no table has."""


class _Damaged(Exception):
    """The library cannot read the file."""


def _of_library(step: Callable[[], Any]) -> Any:
    """What a call of the library returns; even its panics, which are no ordinary exceptions, tell of the file."""
    try:
        return step()
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:
        raise _Damaged from problem


def _taken(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The rows as the library reads them."""
    while (row := _of_library(lambda: next(rows, None))) is not None:
        yield row


def _where(problem: Exception) -> str:
    """The kind of an exception and where it arose, without its message: that could hold values of the file."""
    steps = traceback.extract_tb(problem.__traceback__)[-3:]
    places = ", ".join(f"{step.name} line {step.lineno}" for step in steps)
    return f"{type(problem).__name__} in {places}"


def _limit(memory: int, seconds: int) -> None:
    """What this process may take from now on; it can lower that, never raise it again."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write_rows(rows: Iterator[list[Any]]) -> None:
    frame: list[list[str]] = []
    held = 0
    for row in rows:
        cells = [text_of(value) for value in row]
        length = sum(map(len, cells))
        if length > MOST_TEXT_A_ROW:
            raise _TooLong
        frame.append(cells)
        held += length + len(cells)
        if len(frame) >= ROWS_A_FRAME or held >= _TEXT_A_FRAME:
            _write(frame)
            frame, held = [], 0
    if frame:
        _write(frame)


def _write(frame: object) -> None:
    content = json.dumps(frame, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode()
    sys.stdout.buffer.write(len(content).to_bytes(4, "big"))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
