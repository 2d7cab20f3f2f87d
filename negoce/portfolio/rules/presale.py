"""Which status before the first order a person might declare, when facts run ahead of the qualification. Pure.

The facts alone make nobody a prospect before the qualification is complete (domain 1.1): this proposes, a person
decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Explanation
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.life_cycle import met_on
from negoce.portfolio.rules.life_facts import LifeFacts


@dataclass(frozen=True, slots=True)
class PresaleProposal:
    """A status to declare, and why."""

    status: LifeStatus
    reason: Explanation


def propose_presale(
    facts: LifeFacts, status: LifeStatus, today: date, *, score_is_enough: bool
) -> PresaleProposal | None:
    """The status that the facts would give if the qualification were complete, for a suspect or a lead; else None.

    A meeting accepted, and not refused since, makes a warm prospect, a hot one with a quote or an intent; a quote asked
    for or an intent alone, a lead. A score of 60 or more makes a suspect a lead and a lead a prospect, as R-P2 says.
    """
    if status not in (LifeStatus.SUSPECT, LifeStatus.LEAD):
        return None
    wants = max(
        (day for day in (facts.quote_wanted_on, facts.buying_intent_on) if day and day <= today), default=None
    )
    met = met_on(facts, today)
    if met is not None:
        if wants is None:
            return PresaleProposal(LifeStatus.WARM, Explanation("presale.met", {"on": met}))
        return PresaleProposal(LifeStatus.HOT, Explanation("presale.met_wants", {"met": met, "on": wants}))
    if wants is not None and status is LifeStatus.SUSPECT:
        return PresaleProposal(LifeStatus.LEAD, Explanation("presale.wants", {"on": wants}))
    if not score_is_enough:
        return None
    further = LifeStatus.LEAD if status is LifeStatus.SUSPECT else LifeStatus.TO_APPROACH
    return PresaleProposal(further, Explanation("presale.score"))
