"""What a salesperson thinks of a deal, read, and set beside what was learned. Pure."""

from __future__ import annotations

# From so many points on, one of the two has seen what the other has not: it is worth a look.
LARGE_GAP = 20
_LONGEST = 3


def read_chance(typed: str) -> int | None:
    """A whole percentage from 0 to 100, with or without its sign; None for anything else."""
    text = typed.strip().removesuffix("%").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        return None
    return int(text) if int(text) <= 100 else None


def large_gap(own: int | None, learned: float | None) -> int | None:
    """By how many points the person is above what was learned (below: negative); None where it is no news."""
    if own is None or learned is None:
        return None
    gap = round(own - learned)
    return gap if abs(gap) >= LARGE_GAP else None
