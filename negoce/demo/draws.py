"""Repeatable chance: every draw hangs on a text, never on what was drawn before or on the machine."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

from negoce.kit.public_id import ALPHABET, LENGTH

Item = TypeVar("Item")


def draws(*names: object) -> random.Random:
    """Return a source of chance of its own for these names."""
    digest = hashlib.blake2b("/".join(map(str, names)).encode(), digest_size=8).digest()
    return random.Random(int.from_bytes(digest, "big"))


def stable_public_id(*names: object) -> str:
    """Return the public id of a row of the demo world: the same names give the same id, on every machine."""
    digest = hashlib.blake2b("/".join(map(str, names)).encode(), digest_size=8).digest()
    bits = int.from_bytes(digest, "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))


def weighted(source: random.Random, items: Sequence[tuple[int, Item]]) -> Item:
    """Draw an item; each comes with its weight."""
    return source.choices([item for _, item in items], weights=[weight for weight, _ in items])[0]
