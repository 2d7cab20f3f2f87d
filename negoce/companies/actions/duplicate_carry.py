"""What people said of pairs follows a record into the one it is merged with, and comes back when that is undone."""

from __future__ import annotations

from django.db.models import Q

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.models import DuplicatePair
from negoce.companies.rules.duplicates.records import PairState


def carry_verdicts(ledger: Ledger, kind: str, kept: int, absorbed: int) -> None:
    """What was said "not the same" of the absorbed record and a third is true of the survivor too.

    The pair of the two themselves is settled elsewhere. Every step is in the ledger, for the way back.
    """
    either = Q(low_key=absorbed) | Q(high_key=absorbed)
    between = Q(low_key=min(kept, absorbed), high_key=max(kept, absorbed))
    rows = DuplicatePair.objects.filter(either, kind=kind, state=PairState.NOT_SAME.value)
    pairs = list(rows.exclude(between).order_by("pk"))
    others = {pair.low_key + pair.high_key - absorbed: pair for pair in pairs}
    known = _pairs_of(kind, kept, list(others))
    for other, pair in others.items():
        same = known.get(other)
        decided = {"state": pair.state, "decided_by_id": pair.decided_by_id, "decided_at": pair.decided_at}
        if same is None:
            said = DuplicatePair.objects.create(
                kind=kind,
                low_key=min(kept, other),
                high_key=max(kept, other),
                score=pair.score,
                reasons=pair.reasons,
                **decided,
            )
            ledger.added(DuplicatePair, [said.pk])
        elif same.state == PairState.OPEN.value:
            ledger.edit(same, **decided)


def _pairs_of(kind: str, kept: int, others: list[int]) -> dict[int, DuplicatePair]:
    rows = DuplicatePair.objects.filter(
        Q(low_key=kept, high_key__in=others) | Q(high_key=kept, low_key__in=others), kind=kind
    )
    return {row.low_key + row.high_key - kept: row for row in rows.order_by("pk")}
