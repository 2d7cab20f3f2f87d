"""How often one address may ask, counted in each process: it protects the machine, no more (decision 0018).

What could be guessed is counted elsewhere: codes by link, in the database. A token has 256 bits.
"""

from __future__ import annotations

import time
from threading import Lock

WINDOW = 600
READS, WRITES, STRANGERS = "read", "write", "unknown"
MOST = {READS: 600, WRITES: 40, STRANGERS: 60}
_counts: dict[tuple[str, str], tuple[int, int]] = {}
_lock = Lock()


def is_too_often(what: str, who: str) -> bool:
    """Count one request of an address, or on a link, in these ten minutes; whether it is one too many."""
    window = int(time.monotonic()) // WINDOW
    with _lock:
        if len(_counts) > 20_000:
            _counts.clear()
        held, number = _counts.get((what, who), (window, 0))
        number = number + 1 if held == window else 1
        _counts[what, who] = (window, number)
    return number > MOST[what]


def forget_counts() -> None:
    """Start anew (tests)."""
    with _lock:
        _counts.clear()
