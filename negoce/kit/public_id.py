"""Public ids: 12 lower-case characters of Crockford's base 32, 60 random bits, safe to show in addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12
_PAIRS = tuple(high + low for high in ALPHABET for low in ALPHABET)
_SHAPE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
_BATCH = 512


def new_public_id() -> str:
    """Return a new random id. Two ids are equal once in some 2^60 draws."""
    return _write(os.urandom(8))


def new_public_ids(count: int) -> Iterator[str]:
    """Yield ``count`` new ids, reading the system's randomness in large pieces (for bulk creation)."""
    while count > 0:
        batch = min(count, _BATCH)
        noise = os.urandom(8 * batch)
        for start in range(0, 8 * batch, 8):
            yield _write(noise[start : start + 8])
        count -= batch


def is_public_id(text: str) -> bool:
    """Tell whether a text has the shape of a public id."""
    return _SHAPE.fullmatch(text) is not None


def _write(noise: bytes) -> str:
    bits = int.from_bytes(noise, "big")
    pairs = _PAIRS
    return (
        pairs[bits & 1023]
        + pairs[bits >> 10 & 1023]
        + pairs[bits >> 20 & 1023]
        + pairs[bits >> 30 & 1023]
        + pairs[bits >> 40 & 1023]
        + pairs[bits >> 50 & 1023]
    )
