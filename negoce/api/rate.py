"""How often a token may ask: a count a minute in each server process (decision 0018).

Stops a program gone mad, no more.
"""

from __future__ import annotations

import time
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext as _

from negoce.api.problems import Problem

WINDOW = 60
_counts: dict[int, list[int]] = {}
_lock = Lock()


def count_request(token_id: int) -> None:
    """Count one request of a token; raises Problem when it has asked too often this minute."""
    now = time.monotonic()
    minute = int(now) // WINDOW
    with _lock:
        held = _counts.get(token_id)
        if held is None or held[0] != minute:
            if len(_counts) > 10_000:
                _counts.clear()
            held = _counts[token_id] = [minute, 0]
        held[1] += 1
        asked = held[1]
    if asked > settings.NEGOCE_API_REQUESTS_A_MINUTE:
        wait = max(1, (minute + 1) * WINDOW - int(now))
        raise Problem(
            "rate",
            _("Ce jeton a trop demandé cette minute. Attendez %(seconds)s secondes.") % {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )


def forget_counts() -> None:
    """Start anew (tests)."""
    with _lock:
        _counts.clear()
