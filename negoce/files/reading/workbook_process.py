"""Starts the process that reads a workbook, and takes its rows batch by batch.

What a workbook asks for is known only by reading it: a few thousand bytes can claim gigabytes. So the program that
serves people never reads one: a child does, with a bound on its memory and on its time, and without our
connections. When it goes over, it is ended and the file is refused; nobody else notices.
"""

from __future__ import annotations

import json
import logging
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from negoce.kit.refusal import Refused

logger = logging.getLogger("negoce.files")
_CHILD = Path(__file__).with_name("workbook_child.py")
_LARGEST_FRAME = 64_000_000
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one workbook may take: bytes of memory, seconds of processor, seconds we wait in all."""

    memory: int = 1_250_000_000
    processor: int = 120
    waiting: float = 180


def read_workbook(path: Path, sheet: int, bounds: Bounds | None = None) -> Iterator[list[Any]]:
    """Yield what the child reads, in batches: rows of texts, or names of sheets when `sheet` is -1.

    Raises Refused when the workbook is damaged, or asks for too much memory or time. The child is ended as soon
    as the caller stops reading.
    """
    allowed = bounds or Bounds()
    child = _start(path, sheet, allowed)
    try:
        for frame in _frames(child, allowed.waiting):
            if isinstance(frame, list):
                yield frame
            elif frame.get("end") == "whole":
                return
            elif frame.get("end") == "fault":
                logger.error("Reading a workbook failed by our own fault: %r", str(frame.get("what"))[:300])
                raise Refused(_our_fault())
            else:
                raise Refused(_REASONS.get(str(frame.get("end")), _damaged)())
        raise Refused(_of_its_end(child))
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _start(path: Path, sheet: int, bounds: Bounds) -> subprocess.Popen[bytes]:
    found = find_spec("python_calamine")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("python_calamine")
    library = Path(found.origin).parent.parent
    # -I -S: neither the environment nor site packages are looked at, which also makes it start sooner.
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(_CHILD), str(library), str(path), str(sheet)]
    limits = [str(bounds.memory), str(bounds.processor)]
    return subprocess.Popen(
        command + limits,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        cwd="/",
        env={},
    )


def _frames(child: subprocess.Popen[bytes], seconds: float) -> Iterator[Any]:
    """The frames as they come, until the child closes its end; only the time spent waiting counts."""
    pipe = child.stdout
    assert pipe is not None
    held = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            began = time.monotonic()
            if not selector.select(max(seconds, 0)):
                raise Refused(_too_long())
            seconds -= time.monotonic() - began
            piece = pipe.read1(_PIECE)  # type: ignore[attr-defined]  # the pipe of a child is a BufferedReader
            if not piece:
                return
            held += piece
            while len(held) >= 4:
                size = int.from_bytes(held[:4], "big")
                if size > _LARGEST_FRAME:
                    raise Refused(_too_large())
                if len(held) < 4 + size:
                    break
                yield json.loads(bytes(memoryview(held)[4 : 4 + size]))
                del held[: 4 + size]


def _of_its_end(child: subprocess.Popen[bytes]) -> str:
    """Why a child fell silent: the library aborts when memory is refused to it, the system ends it for time."""
    code = child.wait()
    if code == -signal.SIGXCPU:
        return _too_long()
    if code >= 0:
        # It ended by itself without a last word, which it never means to.
        logger.error("The process that reads a workbook ended with %s, without a word", code)
        return _our_fault()
    # Our own limit makes it abort; the system kills it when the whole machine runs out.
    return _too_large() if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV) else _damaged()


def _our_fault() -> str:
    return _(
        "Négoce n’a pas su lire ce classeur : l’erreur vient du programme, non de votre fichier, et elle est notée"
        " au journal technique. Rien n’a été importé : enregistrez la feuille en CSV pour l’importer sans attendre,"
        " et prévenez votre administrateur."
    )


def _damaged() -> str:
    return _(
        "Ce classeur est endommagé ou protégé par un mot de passe. Rien n’a été importé : ouvrez-le dans un"
        " tableur, enregistrez-le de nouveau et recommencez."
    )


def _too_large() -> str:
    return _(
        "Ce classeur demande trop de mémoire pour être lu. Rien n’a été importé : enregistrez la feuille en CSV,"
        " ou coupez-la en plusieurs fichiers, et recommencez."
    )


def _too_long() -> str:
    return _(
        "Ce classeur est trop long à lire. Rien n’a été importé : enregistrez la feuille en CSV, ou coupez-la en"
        " plusieurs fichiers, et recommencez."
    )


def _long_row() -> str:
    return _(
        "Une ligne de ce classeur contient plus de texte qu’aucun tableau. Rien n’a été importé : corrigez-la,"
        " ou enregistrez la feuille en CSV, et recommencez."
    )


_REASONS = {"damaged": _damaged, "memory": _too_large, "row": _long_row}
