"""Closes a deal and says what comes next: one leaves with a day, or with a word on why nothing follows."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.conclusion.mark import note_mark
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.deals.store import check_revision
from negoce.negotiation.enums import ConclusionFact, DealState
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.signing.marks import dated_next_step
from negoce.negotiation.rules.deal_values import clean_outcome
from negoce.negotiation.rules.next_step import NextStep, clean_next_step
from negoce.negotiation.words.deal import say


def close_and_go_on(
    actor: Actor,
    deal: Deal,
    *,
    given: Mapping[str, object],
    revision: int | None = None,
    guard_reason: str = "",
) -> Deal:
    """Close as `close_deal`, and plan `next_what` for `next_on`, or keep why nothing follows (`next_none`).

    Nothing is asked of what comes next when something is planned already, or when the outcome of a closed deal is put
    right. Raises what these actions raise; then nothing is kept.
    """
    require(actor, Permission.EDIT)
    today = timezone.localdate()
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        check_revision(row, revision)
        needed = row.state == DealState.OPEN and dated_next_step(actor, row, today) is None
        step = clean_next_step(given, today) if needed or _is_told(given) else NextStep()
        errors = {**clean_outcome(given, today, won_says_why=True).errors, **step.errors}
        refuse_all({name: say(finding) for name, finding in errors.items()})
        closed = close_deal(actor, row, outcome=given, revision=revision)
        if step.what:
            _plan(actor, closed, step)
        elif step.none_words:
            values = {"happened_on": f"{today:%d/%m/%Y}", "words": step.none_words}
            fact = ConclusionFact.NO_NEXT_STEP.value
            note_mark(actor, closed, fact=fact, values=values, guard_reason=guard_reason)
    return closed


def _is_told(given: Mapping[str, object]) -> bool:
    return any(str(given.get(name) or "").strip() for name in ("next_what", "next_on", "next_none"))


def _plan(actor: Actor, deal: Deal, step: NextStep) -> None:
    values = {
        "kind": ActivityKind.TASK.value,
        "state": "planned",
        "subject": step.what,
        "starts_at": step.day,
    }
    try:
        task = create_activity(actor, values=values, company=deal.company)
    except Refused as refused:
        refuse_all({"next_what": refused.message})
        raise
    set_activity_deal(actor, task, deal)
