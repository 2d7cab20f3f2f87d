"""Which parts of a shown text answered the query."""

from __future__ import annotations

import re
from collections.abc import Iterable

from negoce.kit.text import fold_with_offsets

Part = tuple[str, bool]
_BREAK = re.compile(r"[\W_]")


def highlighted(text: str, beginnings: Iterable[str]) -> list[Part]:
    """Split `text` into (part, answered) pairs.

    What answered are the beginnings of its words that are among the folded `beginnings`.
    """
    wanted = sorted(set(beginnings), key=len, reverse=True)
    folded, offsets = fold_with_offsets(text)
    parts: list[Part] = []
    written = at = 0
    while at < len(folded):
        starts_word = at == 0 or _BREAK.match(folded[at - 1])
        found = next((begin for begin in wanted if folded.startswith(begin, at)), "") if starts_word else ""
        if not found:
            at += 1
            continue
        start, end = offsets[at], offsets[at + len(found)]
        if start > written:
            parts.append((text[written:start], False))
        if end > start:
            parts.append((text[start:end], True))
        written, at = end, at + len(found)
    if written < len(text):
        parts.append((text[written:], False))
    return parts
