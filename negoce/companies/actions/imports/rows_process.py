"""Rows of an import, read and checked by a child process while this one writes those before them.

Reading takes a third of an import, and needs neither the database nor what was written before. The child holds
nothing that could be lost: whoever takes an import up starts another one where the last commit stands.
"""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import selectors
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import negoce
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.companies.rules.imports.table_rows import Layout
from negoce.kit.explain import Finding

# A child starts within a quarter of a second, in which as many rows are read without it.
FEWEST_APART = 2_500
_CHILD = Path(__file__).with_name("rows_child.py")
_MEMORY = 1_000_000_000
# A frame takes some hundredths of a second.
_SILENCE_SECONDS = 60
_PIPE_BYTES = 1 << 20
_LARGEST_FRAME = 64_000_000
# number, where the next row begins, its group, its line in the prepared copy, values, findings, what is ready
Sent = tuple[int, int, str, bytes, dict[str, Any], list[tuple[str, str, Any, dict[str, object]]], object]
Rule = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """By what rows are read, and what is worked out ahead for new records (`ImportTarget.ready`)."""

    read: Rule
    ready: Rule | None = None
    namespace: str = ""


class ReadingBroke(Exception):
    """The child that reads the rows ended before its work: what is in stays in, the rest is for the next try."""


def pays_apart(read: Rule, count: int) -> bool:
    """Tell whether a child reads that many rows sooner, and can: it finds `read` by name, and rules load no Django."""
    return count >= FEWEST_APART and _place(read) is not None


def _place(rule: Rule | None) -> tuple[str, str] | None:
    """Where a child finds a rule; None when it is no rule."""
    if rule is None or ".rules." not in rule.__module__:
        return None
    name: str = rule.__name__
    found = getattr(sys.modules.get(rule.__module__), name, None)
    return (rule.__module__, name) if found is rule else None


class ChildRows:
    """The rows of a prepared copy from an offset on, as a child reads them; `close` ends it at any moment."""

    def __init__(self, rows: Path, offset: int, layout: Layout, group: int | None, rules: Rules) -> None:
        self._held: deque[Sent] = deque()
        self._ended = False
        self._child = _start()
        asked = {
            # The child finds what we find, even where the environment tells us or an editable install does.
            "path": [
                *map(str, map(Path.absolute, map(Path, sys.path))),
                str(Path(negoce.__file__).parent.parent),
            ],
            "memory": _MEMORY,
            "rows": str(rows),
            "offset": offset,
            "read": _place(rules.read),
            "ready": _place(rules.ready),
            "namespace": rules.namespace,
            "columns": list(layout.columns),
            "mapping": layout.mapping,
            "factors": layout.factors,
            "today": layout.context.today.isoformat(),
            "mark": layout.context.mark,
            "group": group,
        }
        self._selector = selectors.DefaultSelector()
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._selector.register(self._child.stdout, selectors.EVENT_READ)
        with suppress(BrokenPipeError):
            self._child.stdin.write(json.dumps(asked).encode())
            self._child.stdin.close()

    def next(self) -> Sent | None:
        """The row that comes next, which stays there until `drop`; None after the last one.

        Raises ReadingBroke when the child ended early.
        """
        if not self._held and not self._ended:
            frame = self._frame()
            self._held.extend(frame)
            self._ended = not frame
        return self._held[0] if self._held else None

    def drop(self) -> None:
        """Go on to the row after the next."""
        self._held.popleft()

    def close(self) -> None:
        """End the child, whatever it does."""
        self._selector.close()
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _frame(self) -> list[Sent]:
        size = int.from_bytes(self._read(4), "big")
        if size > _LARGEST_FRAME:
            raise ReadingBroke(f"A frame of {size} bytes")
        # Our own child, our own rules: as far to be trusted as if they had run here.
        frame = pickle.loads(self._read(size))
        if isinstance(frame, str):
            raise ReadingBroke(frame)
        return frame  # type: ignore[no-any-return]

    def _read(self, size: int) -> bytes:
        pipe = self._child.stdout
        assert pipe is not None
        pieces, missing = [], size
        while missing:
            if not self._selector.select(_SILENCE_SECONDS):
                raise ReadingBroke(f"Silent for {_SILENCE_SECONDS} seconds")
            piece = os.read(pipe.fileno(), missing)
            if not piece:
                raise ReadingBroke(f"Ended with {self._child.wait()}")
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)


def row_of(sent: Sent) -> ReadRow:
    """A row as the reader in the child made it."""
    number, _offset, _group, _line, values, findings, ready = sent
    if not findings:
        return ReadRow(number, values, (), ready)
    told = [RowFinding(name, Finding(code, severity, figures)) for name, code, severity, figures in findings]
    return ReadRow(number, values, tuple(told), ready)


def _start() -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        # -I -S: neither the environment nor site packages are looked at; it is told where modules are.
        [sys.executable, "-I", "-S", "-X", "utf8", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        cwd="/",
        env={},
    )
    assert child.stdout is not None
    # So that it reads on while a batch is written. Where the system refuses, it waits sooner.
    with suppress(OSError, AttributeError):
        fcntl.fcntl(child.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return child
