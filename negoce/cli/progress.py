"""One line of progress for long commands: rewritten in place on a terminal, a line a few seconds
elsewhere.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

_TERMINAL_SECONDS = 0.2
_LOG_SECONDS = 5.0


class Progress:
    """Shows how far a command is; `label` says of what."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = stream or sys.stderr
        self._began = time.monotonic()
        self._shown_at = 0.0
        self._open = False

    def show(self, done: int, total: int | None) -> None:
        """Write how far it is, not more often than somebody reads."""
        now = time.monotonic()
        pause = _TERMINAL_SECONDS if self._stream.isatty() else _LOG_SECONDS
        if now - self._shown_at < pause:
            return
        self._shown_at = now
        rate = done / max(now - self._began, 0.001)
        share = f" / {total} ({100 * done // total} %)" if total else ""
        line = f"{self._label}: {done}{share}, {rate:.0f}/s"
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{line}")
            self._open = True
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line for what follows."""
        if self._open:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._open = False

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self._began
