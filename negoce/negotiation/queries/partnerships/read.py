"""Partnerships of companies that somebody sees, their shared deals and results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from negoce.catalogue.queries.own_currency import OWN
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import BroughtBy, DealState, PartnershipAim
from negoce.negotiation.models import Deal, Partnership, PartnershipObjective, SharedDeal
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.partnerships import PartnershipResult, Shared, partnership_result

# Amounts in other currencies add up to nothing with ours.


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """What a page shows: objectives with what is measured, the shared deals that the actor sees, their result."""

    objectives: Sequence[tuple[PartnershipObjective, Decimal | None]]
    deals: Sequence[SharedDeal]
    result: PartnershipResult


def visible_partnerships(actor: Actor) -> QuerySet[Partnership]:
    """Partnerships with companies that the actor sees, in no order."""
    rows = Partnership.objects.filter(Exists(visible_companies(actor).filter(pk=OuterRef("company_id"))))
    return rows.select_related("company", "owner", "alarm").order_by()


def listed_partnerships(actor: Actor) -> Sequence[Partnership]:
    """All of them, those that end first at the top."""
    rows = visible_partnerships(actor)
    return sorted(rows, key=lambda row: (row.ends_on is None, row.ends_on or date.max, row.name, row.pk))


def results_of(actor: Actor, rows: Sequence[Partnership], today: date) -> Mapping[int, PartnershipResult]:
    """The result of each partnership over the deals that the actor sees; one query."""
    deals: dict[int, list[SharedDeal]] = defaultdict(list)
    for shared in _shared(actor).filter(partnership__in=rows):
        deals[shared.partnership_id].append(shared)
    return {row.pk: _result(row, deals[row.pk], today) for row in rows}


def partnership_page(actor: Actor, row: Partnership, today: date) -> PartnershipPage:
    """What the page of a partnership shows; two queries."""
    deals = list(_shared(actor).filter(partnership=row).order_by("-deal_id"))
    result = _result(row, deals, today)
    objectives = PartnershipObjective.objects.filter(partnership=row).order_by("aim", "pk")
    return PartnershipPage([(each, _measured(each, result)) for each in objectives], deals, result)


def partnerships_of_company(actor: Actor, company_id: int) -> Sequence[Partnership]:
    """Those with one company, the newest first."""
    return list(visible_partnerships(actor).filter(company_id=company_id).order_by("-pk"))


def shared_of(actor: Actor, deal: Deal) -> SharedDeal | None:
    """How a deal is shared, as far as the actor sees the partner."""
    seen = Exists(visible_partnerships(actor).filter(pk=OuterRef("partnership_id")))
    rows = SharedDeal.objects.filter(seen, deal=deal)
    return rows.select_related("partnership__company").first()


def partnerships_to_choose(actor: Actor, today: date, kept: int | None = None) -> Sequence[Partnership]:
    """Those under way, and the one that is chosen already, by name."""
    under_way = Q(begins_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    rows = visible_partnerships(actor).filter(under_way | Q(pk=kept))
    return list(rows.order_by("name", "pk")[:200])


def _shared(actor: Actor) -> QuerySet[SharedDeal]:
    return (
        SharedDeal.objects.filter(Exists(visible_deals(actor).filter(pk=OuterRef("deal_id"))))
        .select_related("deal__company")
        .order_by("pk")
    )


def _result(row: Partnership, deals: Sequence[SharedDeal], today: date) -> PartnershipResult:
    shared = [
        Shared(
            DealState(each.deal.state),
            BroughtBy(each.brought_by),
            each.deal.amount if each.deal.amount is not None and each.deal.currency in OWN else Decimal(0),
            each.partner_share,
        )
        for each in deals
    ]
    return partnership_result(
        shared, yearly_cost=row.yearly_cost, begins_on=row.begins_on, ends_on=row.ends_on, today=today
    )


def _measured(each: PartnershipObjective, result: PartnershipResult) -> Decimal | None:
    return result.brought + result.kept if each.aim == PartnershipAim.REVENUE else each.measured
