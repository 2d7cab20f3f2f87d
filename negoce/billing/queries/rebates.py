"""Rebate agreements, the purchases that count for them, and what was set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractYear, TruncMonth

from negoce.billing.enums import RebateState
from negoce.billing.models import RebateAccrual, RebateAgreement
from negoce.billing.rules.rebate_plan import NextBand, last_day, next_band, read_bands
from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.kit.worked import Worked
from negoce.negotiation.rules.volume_rebate import Band, volume_rebate
from negoce.orders.models import Order

ZERO = Decimal(0)
# What counts: orders in euros, whatever their origin, that were not cancelled.
COUNTED = Q(currency="EUR", cancelled_at__isnull=True)


@dataclass(frozen=True, slots=True)
class RebateStand:
    """Where an agreement stands on a day: amounts in euros excluding VAT.

    `earned` is the rebate on the purchases so far, with its steps; `accrued` what was set aside up to `accrued_to`.
    """

    agreement: RebateAgreement
    bands: tuple[Band, ...]
    purchases: Decimal
    earned: Worked[Decimal]
    accrued: Decimal
    accrued_to: date | None
    following: NextBand | None
    is_over: bool


def visible_rebates(actor: Actor) -> QuerySet[RebateAgreement]:
    """Agreements of the companies that the actor may see, in no order."""
    return RebateAgreement.objects.filter(
        company_rights(actor, "company__"), company__deleted_at__isnull=True
    ).order_by()


def monthly_purchases(company_id: int, starts_on: date, ends_on: date) -> Mapping[date, Decimal]:
    """What a company ordered in each month of a period, by its first day, in euros excluding VAT."""
    rows = (
        Order.objects.filter(COUNTED, company_id=company_id, ordered_on__range=(starts_on, ends_on))
        .order_by()
        .annotate(month=TruncMonth("ordered_on"))
        .values_list("month")
        .annotate(total=Sum("net"))
    )
    return {month: round_money(total or ZERO) for month, total in rows}


def rebate_stands(company: Company, today: date, most: int = 10) -> Sequence[RebateStand]:
    """Where the latest agreements of a company stand, newest first; three queries however many there are."""
    found = list(
        RebateAgreement.objects.filter(company=company)
        .order_by("-starts_on", "-id")
        .select_related("credit")
        .defer("credit__content")
        .prefetch_related("accruals")[:most]
    )
    if not found:
        return ()
    totals = Order.objects.filter(COUNTED, company=company).aggregate(
        **{
            f"of_{each.pk}": Sum(
                "net", filter=Q(ordered_on__range=(each.starts_on, min(each.ends_on, today)))
            )
            for each in found
        }
    )
    return [_stand(each, round_money(totals[f"of_{each.pk}"] or ZERO), today) for each in found]


def stand_of(agreement: RebateAgreement, today: date) -> RebateStand:
    """Where one agreement stands; two queries."""
    last = min(agreement.ends_on, today)
    counted = Order.objects.filter(
        COUNTED, company_id=agreement.company_id, ordered_on__range=(agreement.starts_on, last)
    )
    return _stand(agreement, round_money(counted.aggregate(total=Sum("net"))["total"] or ZERO), today)


def rebates_by_year(company: Company) -> Mapping[int, Decimal]:
    """What was set aside for rebates in each year, in euros excluding VAT; one query."""
    rows = (
        RebateAccrual.objects.filter(agreement__company=company)
        .order_by()
        .annotate(year=ExtractYear("month"))
        .values_list("year")
        .annotate(total=Sum("accrued"))
    )
    return {year: round_money(total) for year, total in rows if total}


def _stand(agreement: RebateAgreement, purchases: Decimal, today: date) -> RebateStand:
    bands = read_bands(agreement.bands)
    last = max(agreement.accruals.all(), key=lambda each: each.month, default=None)
    if agreement.state == RebateState.CLOSED.value and last is not None:
        # What was settled; an order cancelled since changes nothing to it.
        purchases = last.purchases
    return RebateStand(
        agreement=agreement,
        bands=bands,
        purchases=purchases,
        earned=volume_rebate(purchases, bands),
        accrued=last.cumulative if last else ZERO,
        accrued_to=last_day(last.month, agreement.ends_on) if last else None,
        following=next_band(purchases, bands) if agreement.ends_on >= today else None,
        is_over=agreement.ends_on < today,
    )
