"""With whom a playbook would begin if it were switched on, and whom its messages may reach (L5, R-G3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negoce.automation.actions.playbooks.message import addressee
from negoce.automation.enums import StepKind
from negoce.automation.models import Playbook
from negoce.automation.queries.playbooks.candidates import candidates
from negoce.automation.rules.playbook_share import in_control
from negoce.companies.models import Company
from negoce.outbox.actions.gate import decide
from negoce.outbox.enums import ContactPurpose

MOST_SHOWN = 20


class Reach(StrEnum):
    """What becomes of the messages that a playbook sends by itself."""

    NONE = "none"
    ALLOWED = "allowed"
    REFUSED = "refused"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class FirstOne:
    """A company that the first days would take."""

    company: Company
    since: date
    reach: Reach


@dataclass(frozen=True, slots=True)
class Preview:
    """How many it would take, how many of them the lot leaves out, how many days that takes, and the first ones."""

    companies: int
    control: int
    days: int
    first: Sequence[FirstOne]


def preview(playbook: Playbook, takes_from: date | None) -> Preview:
    """What switching it on would do; nothing is written. A gate is asked for each that is shown, if it writes."""
    rows = candidates(playbook, takes_from)
    keys = list(rows.values_list("company__public_id", flat=True))
    drawn = [in_control(playbook.public_id, key, playbook.control_percent) for key in keys]
    shown = [key for key, out in zip(keys, drawn, strict=True) if not out][:MOST_SHOWN]
    lives = rows.filter(company__public_id__in=shown).select_related("company__owner")
    writes = any(step.kind == StepKind.MESSAGE.value and step.automatic for step in playbook.steps.all())
    per_day = max(playbook.starts_per_day, 1)
    return Preview(
        companies=len(keys),
        control=sum(drawn),
        days=-(-len(keys) // per_day),
        first=[
            FirstOne(life.company, life.status_since, _reach(life.company_id) if writes else Reach.NONE)
            for life in lives
        ],
    )


def _reach(company_id: int) -> Reach:
    contact = addressee(company_id)
    if contact is None:
        return Reach.NOBODY
    allowed = decide(contact.email, contact, ContactPurpose.PROFESSIONAL).allowed
    return Reach.ALLOWED if allowed else Reach.REFUSED
