"""Whom upper rooms forbid to prospect by a channel, and why: a file whose licence ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from negoce.companies.enums import Channel
from negoce.companies.wired import wired
from negoce.kit.explain import Explanation


def limits_on_contacts(
    keys: Sequence[int], channel: Channel, today: date, *, use: str = ""
) -> Mapping[int, Explanation]:
    """The reason for each person who may not be prospected so, in constant queries; the others are left out."""
    found: dict[int, Explanation] = {}
    for limit in wired().reach_limits:
        found = {**limit.on_contacts(keys, channel, today, use), **found}
    return found


def limits_on_companies(
    keys: Sequence[int], channel: Channel, today: date, *, use: str = ""
) -> Mapping[int, Explanation]:
    """The same for companies, where nobody in particular is spoken to."""
    found: dict[int, Explanation] = {}
    for limit in wired().reach_limits:
        found = {**limit.on_companies(keys, channel, today, use), **found}
    return found


def limit_messages() -> Mapping[str, Any]:
    """The words of all such reasons, by code."""
    return {code: words for limit in wired().reach_limits for code, words in limit.messages.items()}
