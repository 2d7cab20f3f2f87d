"""What the licence of a bought or rented file lets us do with those whom it brought. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.companies.enums import Channel
from negoce.kit.explain import Explanation
from negoce.prospecting.enums import SourceKind

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Licence:
    """What was agreed with who supplied a file; both days are included, None is no bound.

    `uses_made` leaves out the use that is under way: a mailing does not use up its own licence.
    """

    name: str
    kind: SourceKind
    channels: frozenset[Channel] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None
    uses_allowed: int | None = None
    uses_made: int = 0


@dataclass(frozen=True, slots=True)
class SourcedFacts:
    """How a company or a person came to us: the first day a file brought them, and what they did since.

    `known_before` says that no file made the record: files only completed it.
    """

    brought_on: date
    known_before: bool = False
    answered_on: date | None = None
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether the licences let us write, call or visit by a channel, and why."""

    allowed: bool
    reason: Explanation


def licence_state(licence: Licence, today: date) -> Explanation:
    """Say where a licence stands today: to come, running, ending within 30 days, ended, used up."""
    if licence.kind is SourceKind.OWN:
        return Explanation("licence.own", {"source": licence.name})
    if licence.starts_on is not None and today < licence.starts_on:
        return Explanation("licence.not_started", {"source": licence.name, "day": licence.starts_on})
    if licence.ends_on is not None and today > licence.ends_on:
        return Explanation("licence.ended", {"source": licence.name, "day": licence.ends_on})
    if licence.uses_allowed is not None and licence.uses_made >= licence.uses_allowed:
        return Explanation("licence.used_up", {"source": licence.name, "uses": licence.uses_allowed})
    if licence.ends_on is not None and licence.ends_on - today <= SOON:
        days = (licence.ends_on - today).days
        return Explanation(
            "licence.ends_soon", {"source": licence.name, "day": licence.ends_on, "days": days}
        )
    return Explanation("licence.runs", {"source": licence.name})


def licence_leave(licences: Sequence[Licence], facts: SourcedFacts, channel: Channel, today: date) -> Leave:
    """Decide whether those whom files brought may be prospected by a channel: by the best of their licences.

    Who became ours otherwise is free of them: known before any file, or who answered or ordered since. What they
    told us themselves is no longer the supplier's. Opposition and notice are another rule's, R-G3.
    """
    if facts.known_before:
        return Leave(True, Explanation("licence.known_before"))
    if facts.answered_on is not None and facts.answered_on >= facts.brought_on:
        return Leave(True, Explanation("licence.answered", {"day": facts.answered_on}))
    if facts.ordered_on is not None and facts.ordered_on >= facts.brought_on:
        return Leave(True, Explanation("licence.ordered", {"day": facts.ordered_on}))
    refusals = []
    for licence in licences:
        leave = _under(licence, channel, today)
        if leave.allowed:
            return leave
        refusals.append(leave)
    return refusals[0] if refusals else Leave(True, Explanation("licence.none"))


def _under(licence: Licence, channel: Channel, today: date) -> Leave:
    state = licence_state(licence, today)
    if state.code in ("licence.not_started", "licence.ended", "licence.used_up"):
        return Leave(False, state)
    if licence.kind is not SourceKind.OWN and channel not in licence.channels:
        return Leave(False, Explanation(f"licence.channel_{channel.value}", {"source": licence.name}))
    return Leave(True, state)
