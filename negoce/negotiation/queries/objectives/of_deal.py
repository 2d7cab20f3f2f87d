"""The objectives of a deal, with what does not agree about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Bargaining, Deal, Objective, Quote
from negoce.negotiation.rules.objectives import Aims, Known, consistency, wording

_OFFERED = (QuoteState.DRAFT, QuoteState.APPROVAL, QuoteState.READY, QuoteState.SENT)


def deal_objectives(deal: Deal) -> Sequence[Objective]:
    """In order of rank, those that wait for their meeting first; one query."""
    rows = Objective.objects.filter(deal=deal).select_related("owner").order_by("rank", "pk")
    return sorted(rows, key=lambda row: (row.outcome != "", row.rank, row.pk))


def doubts(
    actor: Actor, deal: Deal, rows: Sequence[Objective], quotes: Sequence[Quote]
) -> Mapping[int, Sequence[Finding]]:
    """What is to be looked at again in those that wait, by key; one query. Several offers: the dearest counts.

    Our floor is told to who may read margins alone.
    """
    waiting = [row for row in rows if not row.outcome]
    if not waiting:
        return {}
    floor = Bargaining.objects.filter(deal=deal).values_list("our_reserve", flat=True)
    reserve = floor.first() if actor.may_read(FieldGroup.MARGIN) else None
    offers = [quote.net for quote in quotes if quote.state in _OFFERED and quote.net > Decimal(0)]
    known = Known(reserve, max(offers, default=None), deal.close_on)
    return {row.pk: _doubts(row, waiting, known) for row in waiting}


def _doubts(row: Objective, waiting: Sequence[Objective], known: Known) -> Sequence[Finding]:
    aims = Aims(row.ideal, row.aimed, row.fallback, row.higher_is_better)
    taken = {other.rank for other in waiting if other.pk != row.pk}
    return [*wording(row.words), *consistency(row.metric, aims, row.due_on, row.rank, taken, known)]
