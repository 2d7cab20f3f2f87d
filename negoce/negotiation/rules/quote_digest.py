"""A digest of what a quote commits us to: what was approved is what it says, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence


def content_digest(lines: Sequence[Mapping[str, object]], head: Mapping[str, object]) -> str:
    """Return the SHA-256 of lines, reductions and terms, in 64 hexadecimal digits; any change makes another one.

    Values are written as they are stored: amounts with the decimals of their column, so that 10 and 10.00 are one.
    """
    written = json.dumps(
        {"head": dict(head), "lines": [dict(line) for line in lines]}, sort_keys=True, default=str
    )
    return hashlib.sha256(written.encode()).hexdigest()
