"""What a server's refusal says of an address: it takes no mail, could not this time, or does not want us. Pure."""

from __future__ import annotations

import re

from negoce.outbox.enums import BounceKind

_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# RFC 3463: bad mailbox, bad system, moved, null MX; mailbox disabled; nobody answers for the domain.
_DEAD = frozenset({("1", "1"), ("1", "2"), ("1", "3"), ("1", "6"), ("1", "10"), ("2", "1"), ("4", "4")})
# Without such a code, what these answers to a recipient mean (RFC 5321).
_DEAD_REPLIES = frozenset({550, 551, 553})


def bounce_kind(words: str, code: int = 0, status: str = "") -> BounceKind:
    """Return whether an address is dead (`hard`), or only did not take this message (`soft`).

    `status` is the enhanced code of a notice (RFC 3464), otherwise looked for in the server's `words`; `code` is the
    reply of a server that we speak to. A full mailbox, a message too large or a policy against us say nothing of the
    address.
    """
    found = _ENHANCED.search(status) or _ENHANCED.search(words)
    if found is not None:
        return BounceKind.HARD if found[1] == "5" and (found[2], found[3]) in _DEAD else BounceKind.SOFT
    return BounceKind.HARD if code in _DEAD_REPLIES else BounceKind.SOFT


def bounce_code(words: str, code: int = 0, status: str = "") -> str:
    """Return the code to keep beside: the enhanced one, else the reply."""
    found = _ENHANCED.search(status) or _ENHANCED.search(words)
    return ".".join(found.groups()) if found is not None else str(code or "")
