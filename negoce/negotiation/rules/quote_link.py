"""The public page of an offer: what it may still be used for, and how its code is guarded. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, ip_address

from negoce.negotiation.enums import QuoteState

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=15)
MOST_TRIES = 5
LOCK = timedelta(hours=1)
MOST_CODES_AN_HOUR = 5
MOST_CHANGES_A_DAY = 3
TOKEN_LENGTHS = range(22, 65)


class LinkStatus(StrEnum):
    """What the holder of a link may do; the first that applies counts."""

    CLOSED = "closed"
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    OVER = "over"
    OPEN = "open"


# The offer itself is shown; otherwise the page says only what to do.
SHOWN = frozenset({LinkStatus.ACCEPTED, LinkStatus.REFUSED, LinkStatus.OVER, LinkStatus.OPEN})


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What is stored of a link, of its version and of the quote."""

    revoked: bool
    expires_at: datetime
    is_current: bool
    state: str
    valid_until: date | None


def link_status(facts: LinkFacts, now: datetime, today: date) -> LinkStatus:
    """Tell what a link is good for: a link opens one version, and only the current one can be answered."""
    if facts.revoked or facts.expires_at <= now:
        return LinkStatus.CLOSED
    if facts.state == QuoteState.ACCEPTED:
        return LinkStatus.ACCEPTED
    if not facts.is_current or facts.state == QuoteState.SUPERSEDED:
        return LinkStatus.SUPERSEDED
    if facts.state == QuoteState.REFUSED:
        return LinkStatus.REFUSED
    if facts.state == QuoteState.EXPIRED or (facts.valid_until is not None and facts.valid_until < today):
        return LinkStatus.OVER
    # Taken back to be changed: nothing is offered until it is sent again.
    return LinkStatus.OPEN if facts.state in (QuoteState.SENT, QuoteState.READY) else LinkStatus.CLOSED


def token_digest(token: str) -> str:
    """What is kept of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def plain_code(typed: str) -> str:
    """The digits of a code as people copy it: « 123 456 » is 123456; empty when it is no code."""
    digits = "".join(typed.split())
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""


def address_hint(address: str) -> str:
    """An IP address without what tells a household: the last part of v4, the last five groups of v6."""
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return ""
    if isinstance(known, IPv4Address):
        return f"{address.rpartition('.')[0]}.0"
    if known.ipv4_mapped is not None:
        return address_hint(str(known.ipv4_mapped))
    return ":".join(known.exploded.split(":")[:3]) + "::"


def masked_email(address: str) -> str:
    """An address that its owner recognises and nobody else learns: « h•••@laiterie.example »."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}" if name else ""


@dataclass(frozen=True, slots=True)
class OfferedOption:
    """An option of the offer: its position and the group of variants it belongs to, if any."""

    position: int
    group: str


def chosen_positions(offered: Sequence[OfferedOption], asked: Collection[int]) -> list[int] | None:
    """The options taken, in order; None when one is not offered or two are variants of each other."""
    if not set(asked) <= {option.position for option in offered}:
        return None
    taken = [option for option in offered if option.position in asked]
    groups = [option.group for option in taken if option.group]
    return [option.position for option in taken] if len(groups) == len(set(groups)) else None
