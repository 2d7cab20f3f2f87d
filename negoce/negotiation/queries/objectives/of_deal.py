"""The objectives of a deal, with what does not agree about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from negoce.catalogue.queries.own_currency import OWN
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Bargaining, Deal, Objective, Quote
from negoce.negotiation.queries.bargaining.concessions import quoted_margin
from negoce.negotiation.queries.objectives.readable import readable_objectives
from negoce.negotiation.queries.quote_floor import floor_on
from negoce.negotiation.rules.objectives import (
    Aims,
    Known,
    MonthTarget,
    PlannedMargin,
    consistency,
    wording,
)
from negoce.prospecting.models import PlanCompany
from negoce.prospecting.queries.plans import visible_plans

_OFFERED = (QuoteState.DRAFT, QuoteState.APPROVAL, QuoteState.READY, QuoteState.SENT)


def deal_objectives(actor: Actor, deal: Deal) -> Sequence[Objective]:
    """Those that the actor may read, in order of rank, the ones that wait for their meeting first; one query."""
    rows = Objective.objects.filter(readable_objectives(actor), deal=deal).select_related("owner")
    return sorted(rows.order_by("rank", "pk"), key=lambda row: (row.outcome != "", row.rank, row.pk))


def doubts(
    actor: Actor,
    deal: Deal,
    rows: Sequence[Objective],
    quotes: Sequence[Quote],
    target: MonthTarget | None = None,
) -> Mapping[int, Sequence[Finding]]:
    """What is to be looked at again in those that wait, by key; three queries at most.

    Several offers: the dearest counts, and the latest for what it leaves. Floors, costs and margins are told to who
    may read them alone. `target` is what the reader may know of what the deal's own salesperson is to sell.
    """
    waiting = [row for row in rows if not row.outcome]
    if not waiting:
        return {}
    offers = [quote.net for quote in quotes if quote.state in _OFFERED and quote.net > Decimal(0)]
    known = Known(offer=max(offers, default=None), close_on=deal.close_on, target=target)
    if actor.may_read(FieldGroup.MARGIN):
        known = replace(known, **_margins(actor, deal, quotes))
    return {row.pk: _doubts(row, waiting, known) for row in waiting}


def _margins(actor: Actor, deal: Deal, quotes: Sequence[Quote]) -> dict[str, Any]:
    """What the floors, the offer that stands and the plan of the customer say of margins."""
    reserve = Bargaining.objects.filter(deal=deal).values_list("our_reserve", flat=True).first()
    found: dict[str, Any] = {"reserve": reserve, "margin_floor": floor_on(timezone.localdate())}
    quoted = quoted_margin(quotes, timezone.localdate())
    if quoted is not None and deal.currency in OWN:
        found |= {"quoted": quoted.net, "cost": quoted.net - quoted.margin, "planned": _planned(actor, deal)}
    return found


def _planned(actor: Actor, deal: Deal) -> PlannedMargin | None:
    """The margin of the latest plan that aims at the customer and that the actor may open; one query."""
    aimed = PlanCompany.objects.filter(plan=OuterRef("pk"), company_id=deal.company_id)
    plans = visible_plans(actor).filter(Exists(aimed), yearly_margin__gt=0, closed_at=None)
    plan = plans.order_by("-starts_on", "-pk").only("public_id", "name", "yearly_margin").first()
    if plan is None or plan.yearly_margin is None:
        return None
    return PlannedMargin(plan.public_id, plan.name, plan.yearly_margin)


def _doubts(row: Objective, waiting: Sequence[Objective], known: Known) -> Sequence[Finding]:
    aims = Aims(row.ideal, row.aimed, row.fallback, row.higher_is_better)
    taken = {other.rank for other in waiting if other.pk != row.pk}
    return [*wording(row.words), *consistency(row.metric, aims, row.due_on, row.rank, taken, known)]
