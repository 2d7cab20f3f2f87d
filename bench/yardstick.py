"""How quick the machine is at this moment: shared ones are twice as slow at one hour as at another."""

from __future__ import annotations

import time

TURNS = 500_000


def yardstick() -> float:
    """Milliseconds of processor that a fixed loop of plain Python takes; compare runs by it."""
    started = time.process_time()
    total = 0
    for number in range(TURNS):
        total += number * number % 7
    return 1000 * (time.process_time() - started)
