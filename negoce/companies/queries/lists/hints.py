"""What an earlier look told of a filter: which wording is quick. Never what the list holds.

A hint may be out of date: the page is right all the same, only slower. It is asked again after a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

LIFETIME_SECONDS = 60.0
MOST = 2_000
_hints: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()


def hint(key: Hashable) -> Any:
    """What was learnt under this key in the last minute, or None."""
    found = _hints.get(key)
    if found is None or found[0] < time.monotonic():
        return None
    return found[1]


def learn(key: Hashable, told: Any) -> None:
    """Keep what a look told, for a minute."""
    _hints[key] = (time.monotonic() + LIFETIME_SECONDS, told)
    _hints.move_to_end(key)
    if len(_hints) > MOST:
        _hints.popitem(last=False)


def forget() -> None:
    """Forget everything (tests change what a filter matches within the minute)."""
    _hints.clear()
