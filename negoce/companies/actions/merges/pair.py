"""The pair of duplicates that a merge settles."""

from __future__ import annotations

from django.utils import timezone

from negoce.companies.actions.duplicate_carry import carry_verdicts
from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.models import DuplicatePair
from negoce.companies.rules.duplicates.records import PairState
from negoce.identity.rules.actor import Actor


def settle_pair(actor: Actor, ledger: Ledger, kind: str, kept: int, absorbed: int) -> None:
    """Mark the pair as merged, if the search for duplicates had found it; its undo opens it again."""
    low, high = sorted((kept, absorbed))
    for pair in DuplicatePair.objects.filter(kind=kind, low_key=low, high_key=high):
        ledger.edit(
            pair, state=PairState.MERGED.value, decided_by_id=actor.user_id, decided_at=timezone.now()
        )
    carry_verdicts(ledger, kind, kept, absorbed)
