"""What prices apply to one customer: the lists of their kind, and what was agreed with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from negoce.catalogue.models import NegotiatedPrice, PriceList
from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class CustomerPrices:
    """The lists in force that apply, the strongest first, with `product_count`; what was agreed, running first."""

    lists: Sequence[PriceList]
    agreed: Sequence[NegotiatedPrice]


def visible_negotiated(actor: Actor) -> QuerySet[NegotiatedPrice]:
    """What was agreed with the companies that the actor sees, in no order."""
    alive = Q(company__deleted_at__isnull=True) & company_rights(actor, "company__")
    return NegotiatedPrice.objects.filter(alive).order_by()


def customer_prices(company: Company, day: date) -> CustomerPrices:
    """The lists that hold for a company on a day and what was agreed with it; two queries."""
    kinds = Q(customer_kind="") | Q(customer_kind=company.kind)
    lists = PriceList.objects.filter(kinds, _holds_on(day), is_active=True)
    lists = lists.annotate(product_count=Count("items__product", distinct=True))
    agreed = NegotiatedPrice.objects.filter(company=company).select_related("product", "family")
    found = sorted(agreed.order_by("pk"), key=lambda each: _rank(each, day))
    ranked = sorted(lists.order_by("name"), key=lambda each: (each.customer_kind == "", -each.priority))
    return CustomerPrices(ranked, found)


def agreements_in_force(company: Company, day: date) -> int:
    """How many prices and discounts agreed with a company hold on a day; one query."""
    return NegotiatedPrice.objects.filter(_holds_on(day), company=company).count()


def _holds_on(day: date) -> Q:
    """Begun and not over on a day; without a date there is no bound."""
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _rank(each: NegotiatedPrice, day: date) -> tuple[bool, bool, str, object]:
    over = each.ends_on is not None and each.ends_on < day
    name = each.product.code if each.product else each.family.name if each.family else ""
    return (over, each.family_id is not None, name, each.min_quantity)
