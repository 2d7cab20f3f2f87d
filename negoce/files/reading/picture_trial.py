"""Reads a picture for documents, and draws an SVG in a process of its own before anybody relies on it.

The program that prints our pages ends the whole process, without an error to catch, for some drawings that are sound
XML (a shape that is skewed by 90°, a side of 1e38). It may end a child, never the process that serves people.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from negoce.files.rules.pictures import Picture, read_picture
from negoce.kit.explain import Parsed, refuse

_CHILD = Path(__file__).with_name("picture_child.py")
# Drawing takes a tenth of a second; a busy machine may be slow to start a process.
_WAITING = 60.0


def read_drawable(content: bytes) -> Parsed[Picture]:
    """Return a picture made safe that can be drawn, or why it is refused; see `read_picture`.

    One refusal more: ``picture.not_drawn``.
    """
    read = read_picture(content)
    if read.value is None or read.value.kind != "svg" or _is_drawn(read.value.content):
        return read
    return refuse("picture.not_drawn")


def _is_drawn(svg: bytes) -> bool:
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(_CHILD)],
            input=svg,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            timeout=_WAITING,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0
