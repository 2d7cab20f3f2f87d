"""Whether a person may be contacted, by which channel, for which purpose. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.companies.enums import Channel, ContactPurpose
from negoce.kit.explain import Explanation

# Without consent a consumer may be written to on paper, and nothing else.
_WITHOUT_CONSENT = frozenset({Channel.POST})
# A professional must have been informed before anything reaches them by these.
_AFTER_NOTICE = frozenset({Channel.EMAIL, Channel.TEXT_MESSAGE, Channel.SOCIAL})


@dataclass(frozen=True, slots=True)
class ReachFacts:
    """What is known about one person and one channel.

    `opposed_on` is the day of the refusal of this channel that still holds; `informed_on` that of the notice on
    data protection; `consented_on` that of a consent that still holds. `is_generic` says that the coordinate is
    a legal person's (contact@…), `is_job_related` that the message is about the person's work.
    """

    channel: Channel
    purpose: ContactPurpose
    opposed_on: date | None = None
    informed_on: date | None = None
    consented_on: date | None = None
    is_generic: bool = False
    is_job_related: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the person may be contacted, and why."""

    allowed: bool
    reason: Explanation


def may_reach(facts: ReachFacts) -> Reach:
    """Decide on one contact: opposition first, then what the purpose asks for (R-G3).

    What a contract or the person's own request needs (an invoice, the quote that they asked for, a delivery notice)
    is no solicitation: its basis is the contract or the law (RGPD art. 6.1.b and c), and the opposition to
    prospecting (art. 21.2) does not reach it.
    """
    if facts.purpose is ContactPurpose.CONTRACTUAL:
        return Reach(True, Explanation("reach.contractual"))
    if facts.opposed_on is not None:
        return Reach(False, Explanation("reach.opposed", {"day": facts.opposed_on}))
    if facts.is_generic:
        return Reach(True, Explanation("reach.generic"))
    if facts.purpose is ContactPurpose.CONSUMER:
        return _consumer(facts)
    if facts.channel not in _AFTER_NOTICE:
        return Reach(True, Explanation("reach.not_opposed"))
    if facts.informed_on is None:
        return Reach(False, Explanation("reach.not_informed"))
    if not facts.is_job_related:
        return Reach(False, Explanation("reach.not_job_related"))
    return Reach(True, Explanation("reach.informed", {"day": facts.informed_on}))


def _consumer(facts: ReachFacts) -> Reach:
    if facts.consented_on is not None:
        return Reach(True, Explanation("reach.consented", {"day": facts.consented_on}))
    if facts.channel in _WITHOUT_CONSENT:
        return Reach(True, Explanation("reach.not_opposed"))
    return Reach(False, Explanation("reach.no_consent"))
