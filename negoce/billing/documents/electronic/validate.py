"""Checks a file as an electronic invoice, in a process of its own that is kept warm: some 60 ms a file.

The process that serves people never parses what comes from outside: a child does, with bounds on memory and time.
When it goes over, it is ended and the file refused; nobody else notices.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negoce.billing.documents.electronic.official_rules import Failure
from negoce.billing.documents.electronic.reading import LARGEST_FILE
from negoce.billing.documents.electronic.rulesets import Family, Flavour, Syntax
from negoce.billing.documents.electronic.validation import Checked
from negoce.kit.worked import CannotWork

logger = logging.getLogger("negoce.billing")
_CHILD = Path(__file__).with_name("validation_child.py")
_PROJECT = Path(__file__).resolve().parents[4]
_LARGEST_ANSWER = 32_000_000
# A line of a CII takes 3 ms and 1.2 kB: 4,000 of them 13 s on a machine with nothing else to do.
SECONDS = 60.0
_BYTES_A_SECOND = 25_000


def validate(
    data: bytes, *, french: bool | None = None, seconds: float | None = None, from_outside: bool = False
) -> Checked:
    """Return which official rules a file breaks: schema, profile, and the French rules when the seller is in France.

    `french` asks for the French rules (or not) whatever the seller. A file `from_outside` has a child of its own: a
    slow one must not keep our own invoices from being issued. `seconds` are a minute unless told, and for a file of
    our own as much more as it is long. Raises CannotWork when the file is no electronic invoice or takes too much
    time or memory: `file.*`, `xml.*`, `pdf.*`; `check.unavailable` when our own check fails.
    """
    if len(data) > LARGEST_FILE:
        raise CannotWork("file.too_large", megabytes=LARGEST_FILE // 1_000_000)
    if from_outside:
        answer = _OUTSIDE.ask(data, french, seconds or SECONDS)
    else:
        checker = getattr(_OWN, "checker", _CHECKER)
        answer = checker.ask(data, french, seconds or SECONDS + len(data) / _BYTES_A_SECOND)
    if "refused" in answer:
        raise CannotWork(str(answer["refused"]), **answer.get("figures", {}))
    if "checked" not in answer:
        logger.error("Checking an electronic invoice failed: %s", str(answer.get("fault"))[:300])
        raise CannotWork("check.unavailable")
    return _checked(answer["checked"])


def take_a_child() -> None:
    """Give the thread that calls a child of its own, ended with the program: for those who check many files at once."""
    _OWN.checker = _Checker()
    atexit.register(_OWN.checker.end)


def _checked(told: dict[str, Any]) -> Checked:
    failures = tuple(Failure(**{**each, "family": Family(each["family"])}) for each in told["failures"])
    syntax, flavour = Syntax(told["syntax"]), Flavour(told["flavour"])
    return Checked(**{**told, "syntax": syntax, "flavour": flavour, "failures": failures})


@dataclass(slots=True)
class _Running:
    child: subprocess.Popen[bytes]
    owner: int


class _Checker:
    """One child for this process, one file at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: _Running | None = None

    def ask(self, data: bytes, french: bool | None, seconds: float) -> dict[str, Any]:
        mark = {None: b"?", True: b"F", False: b"E"}[french]
        frame = (len(data) + 1).to_bytes(4, "big") + mark + data
        with self._lock:
            # A child that ended since (idle, or its life over) is no fault of the file: once more with a new one.
            for is_last in (False, True):
                child = self._child()
                answer = self._exchange(child, frame, seconds)
                if answer is not None:
                    return answer
                self.end()
                if is_last:
                    break
        return {"refused": "file.too_much_memory", "figures": {}}

    def end(self) -> None:
        """End the child; the next file starts another."""
        running, self._running = self._running, None
        if running is None or running.owner != os.getpid():
            return
        running.child.kill()
        running.child.wait()
        for pipe in (running.child.stdin, running.child.stdout):
            if pipe is not None:
                pipe.close()

    def _child(self) -> subprocess.Popen[bytes]:
        running = self._running
        # A fork must not share the pipes of its parent.
        if running is not None and running.owner == os.getpid() and running.child.poll() is None:
            return running.child
        self.end()
        child = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(_CHILD), str(_PROJECT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            close_fds=True,
            cwd="/",
            env={},
        )
        self._running = _Running(child, os.getpid())
        return child

    def _exchange(
        self, child: subprocess.Popen[bytes], frame: bytes, seconds: float
    ) -> dict[str, Any] | None:
        """Send a file and wait for its verdict; None when the child is gone."""
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(frame)
        except BrokenPipeError:
            return None
        until = time.monotonic() + seconds
        head = self._read(child, 4, until)
        if head is None:
            return None
        size = int.from_bytes(head, "big")
        body = self._read(child, size, until) if size <= _LARGEST_ANSWER else None
        if body is None:
            return None
        told: dict[str, Any] = json.loads(body)
        return told

    def _read(self, child: subprocess.Popen[bytes], size: int, until: float) -> bytes | None:
        assert child.stdout is not None
        held = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while len(held) < size:
                if not selector.select(max(until - time.monotonic(), 0)):
                    self.end()
                    raise CannotWork("file.too_much_time")
                piece = os.read(child.stdout.fileno(), size - len(held))
                if not piece:
                    return None
                held += piece
        return bytes(held)


_CHECKER, _OUTSIDE, _OWN = _Checker(), _Checker(), threading.local()
atexit.register(_CHECKER.end)
atexit.register(_OUTSIDE.end)
