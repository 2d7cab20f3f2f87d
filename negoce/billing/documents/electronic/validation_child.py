"""The process that checks electronic invoices: reads files on its input, answers verdicts on its output.

A frame is four bytes of length and that many bytes: one byte that says which rules (`?` by the seller's country, `F`
with the French ones, `E` without), then the file; the answer is JSON. It ends by itself when nobody asks for a while,
and after a number of files, because Saxon's memory grows with each.
"""

from __future__ import annotations

import json
import os
import resource
import select
import sys
from dataclasses import asdict
from typing import Any

FILES_A_LIFE = 300
IDLE_SECONDS = 120
# Saxon reserves tens of gigabytes that it never touches: what counts is what is written, not what is mapped.
DATA_BYTES = 3_000_000_000
MOST_RESIDENT = 1_000_000_000
_FRENCH = {b"?": None, b"F": True, b"E": False}


def main() -> None:
    """Answer until the input closes, the idle time passes, or the life is over."""
    sys.path.insert(0, sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from negoce.billing.documents.electronic.official_rules import (
        OfficialRules,
    )  # slow: once, after the limits

    rules = OfficialRules()
    for _ in range(FILES_A_LIFE):
        asked = _next_file()
        if asked is None:
            return
        _answer(_verdict(asked[1], rules, _FRENCH[asked[0]]))
        if _resident() > MOST_RESIDENT:
            return


def _verdict(data: bytes, rules: Any, french: bool | None) -> dict[str, Any]:
    from negoce.billing.documents.electronic.validation import check_document
    from negoce.kit.worked import CannotWork

    try:
        return {"checked": asdict(check_document(data, rules, french=french))}
    except CannotWork as refused:
        return {"refused": refused.finding.code, "figures": dict(refused.finding.figures)}
    except MemoryError:
        return {"refused": "file.too_much_memory", "figures": {}}
    except Exception as fault:
        return {"fault": f"{type(fault).__name__}: {fault}"[:300]}


def _next_file() -> tuple[bytes, bytes] | None:
    ready, _, _ = select.select([0], [], [], IDLE_SECONDS)
    head = _read(4) if ready else b""
    if len(head) < 4:
        return None
    data = _read(int.from_bytes(head, "big"))
    return data[:1], data[1:]


def _read(size: int) -> bytes:
    held = bytearray()
    while len(held) < size:
        piece = os.read(0, min(size - len(held), 1 << 20))
        if not piece:
            return b""
        held += piece
    return bytes(held)


def _answer(what: dict[str, Any]) -> None:
    body = json.dumps(what, default=str).encode()
    frame = len(body).to_bytes(4, "big") + body
    while frame:
        frame = frame[os.write(1, frame) :]


def _resident() -> int:
    # Kilobytes on Linux; the most that was ever resident, which is what it will be again.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
