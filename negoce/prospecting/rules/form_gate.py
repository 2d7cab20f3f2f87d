"""What keeps robots out of a public form without a third party, a cookie or a trace of people. Pure.

A page carries a signed token with its moment and a number that serves once (decision 0028).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Address, ip_address

from negoce.companies.rules.value_cleaning import clean_line

# A person needs longer than this to write a name and an address.
TOO_FAST = timedelta(seconds=3)
TOO_OLD = timedelta(hours=2)
# A number that served is remembered for longer than its page may be sent.
NONCE_KEPT = timedelta(hours=3)
MOST_MAILS_A_DAY = 3
MOST_AN_HOUR_FROM_ONE_PLACE = 20
MOST_AN_HOUR_ON_ONE_FORM = 500
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# What is not confirmed in this time was not asked for: it is erased.
CONFIRM_WITHIN = timedelta(days=7)
DOWNLOAD_WITHIN = timedelta(days=30)
MOST_DOWNLOADS = 10
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "keyword")
CAMPAIGN_MAX = 100
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?")
MOST_HOSTS = 20


class Pace(StrEnum):
    """How long a page stood open before it was sent."""

    GOOD = "good"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


def pace(age: timedelta) -> Pace:
    """Tell whether a page was filled in at the pace of a person."""
    if age < TOO_FAST:
        return Pace.TOO_FAST
    return Pace.TOO_OLD if age > TOO_OLD else Pace.GOOD


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was sent lately: from the same place, on the same form, to the same address."""

    from_place: int
    on_form: int
    to_address: int


class Verdict(StrEnum):
    """What becomes of a request that is well filled in."""

    TAKEN = "taken"
    # The page says the same as when it is taken: nobody learns whose address is known.
    SILENT = "silent"
    BUSY = "busy"


def judge_traffic(traffic: Traffic) -> Verdict:
    """Say no aloud to a place or a form that sends too much, and not at all to who floods somebody's mailbox."""
    if traffic.from_place >= MOST_AN_HOUR_FROM_ONE_PLACE or traffic.on_form >= MOST_AN_HOUR_ON_ONE_FORM:
        return Verdict.BUSY
    return Verdict.SILENT if traffic.to_address >= MOST_MAILS_A_DAY else Verdict.TAKEN


def place_of(address: str) -> str:
    """What counts as one sender: a whole IPv4 address, the 64 first bits of an IPv6; "" for what is none."""
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return ""
    if isinstance(known, IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return ":".join(known.exploded.split(":")[:4])


def read_campaign(given: Mapping[str, str]) -> Mapping[str, str]:
    """The words of the campaign that brought somebody, cleaned; what is too long is cut."""
    found = {name: clean_line(given.get(name, "")[:CAMPAIGN_MAX], CAMPAIGN_MAX).value for name in CAMPAIGN}
    return {name: words for name, words in found.items() if words}


def read_hosts(text: str) -> tuple[tuple[str, ...], str]:
    """The hosts that may show a form, one a line or between commas, and the first text that is none."""
    hosts: list[str] = []
    for piece in re.split(r"[\s,;]+", text.strip().lower()[:4_000]):
        host = piece.removeprefix("https://").rstrip("/")
        if not host:
            continue
        if _HOST.fullmatch(host) is None:
            return (), piece[:80]
        if host not in hosts:
            hosts.append(host)
    return tuple(hosts[:MOST_HOSTS]), ""
