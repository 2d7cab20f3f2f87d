"""Takes at once the movements whose only reading is sure: the label names what it pays, to the cent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from negoce.billing.actions.payments.bank_decide import accept_movement
from negoce.billing.queries.payments.proposals import Waiting, WaitingLine, waiting_lines
from negoce.billing.rules.payment_matching import Confidence, Proposal
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


@dataclass(frozen=True, slots=True)
class TakenTogether:
    """How many movements became payments and their sum, in the currency of their account; how many still wait."""

    count: int
    amount: Decimal
    left: int


def sure_proposal(each: WaitingLine) -> Proposal | None:
    """The proposal to take without a second look: sure, and the only sure one."""
    sure = [proposal for proposal in each.proposals if proposal.confidence is Confidence.SURE]
    return sure[0] if len(sure) == 1 else None


def accept_sure(actor: Actor, *, seen: Collection[str], limit: int) -> TakenTogether:
    """Accept the sure proposals among the movements that the person has `seen`, by their public ids.

    Each is a transaction of its own: one that was decided meanwhile, whose invoices another one of these pays, or that
    is no longer sure, goes on waiting. Raises NotAllowed.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    found = waiting_lines(actor, limit=limit)
    asked = [each for each in found.lines if each.line.public_id in seen]
    settled: set[int] = set()
    amounts: list[Decimal] = []
    for each in asked:
        proposal = sure_proposal(each)
        if proposal is None or settled & dict(proposal.shares).keys():
            continue
        if _accepted(actor, each, proposal, found):
            settled |= dict(proposal.shares).keys()
            amounts.append(each.line.amount)
    return TakenTogether(len(amounts), sum(amounts, Decimal(0)), len(asked) - len(amounts))


def _accepted(actor: Actor, each: WaitingLine, proposal: Proposal, found: Waiting) -> bool:
    try:
        accept_movement(
            actor, each.line, company=found.companies[proposal.company], shares=dict(proposal.shares)
        )
    except Refused:
        return False
    return True
