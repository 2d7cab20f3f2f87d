"""What files brought: how many of their companies answered, became customers, and what these ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from negoce.companies.models import Contact
from negoce.portfolio.rules.unit_cost import unit_cost
from negoce.prospecting.models import FileSource, SourcedCompany


@dataclass(frozen=True, slots=True)
class SourceResult:
    """Companies whose people gave a sign, customers won, what they ordered; None where it cannot be divided."""

    answered: int = 0
    customers: int = 0
    revenue: Decimal = Decimal(0)
    cost_per_company: Decimal | None = None
    cost_per_customer: Decimal | None = None


def source_results(sources: Sequence[FileSource]) -> Mapping[int, SourceResult]:
    """The result of each file, by key; two queries.

    A customer counts when it first ordered on the day the file brought it or later; its orders are those of always.
    """
    mine = SourcedCompany.objects.filter(source__in=sources, created=True).order_by()
    signs = Contact.objects.filter(
        company_id=OuterRef("company_id"), last_sign_on__gte=OuterRef("brought_on")
    )
    won = Q(company__sales__first_order_on__gte=F("brought_on"))
    figures = {
        row["source_id"]: row
        for row in mine.values("source_id").annotate(
            made=Count("pk"),
            customers=Count("pk", filter=won),
            revenue=Sum("company__sales__net_total", filter=won),
        )
    }
    answered = dict(
        mine.filter(Exists(signs))
        .values("source_id")
        .annotate(made=Count("pk"))
        .values_list("source_id", "made")
    )
    return {
        source.pk: _result(source, figures.get(source.pk), answered.get(source.pk, 0)) for source in sources
    }


def _result(source: FileSource, row: Mapping[str, object] | None, answered: int) -> SourceResult:
    if row is None:
        return SourceResult()
    made, customers = int(str(row["made"])), int(str(row["customers"]))
    return SourceResult(
        answered=answered,
        customers=customers,
        revenue=Decimal(str(row["revenue"] or 0)).quantize(Decimal("0.01")),
        cost_per_company=unit_cost(source.cost, made),
        cost_per_customer=unit_cost(source.cost, customers),
    )
