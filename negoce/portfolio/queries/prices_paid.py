"""What a customer paid for catalogue products in a year, beside the same goods at base prices (F5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, Sum

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.models import Company
from negoce.kit.money import round_money
from negoce.orders.models import OrderLine
from negoce.portfolio.queries.company_results import YEAR


@dataclass(frozen=True, slots=True)
class PricesPaid:
    """Euros excluding VAT over the same lines: as paid, and at the base prices of today's catalogue."""

    paid: Decimal
    at_base: Decimal


def prices_paid(company: Company, today: date) -> PricesPaid | None:
    """The 365 days up to `today`, in one query; None without a line of a product that has a base price.

    Returns, cancelled orders and products without a base price count for nothing.
    """
    lines = OrderLine.objects.filter(
        own_currency("order__"),
        order__company=company,
        order__cancelled_at__isnull=True,
        order__ordered_on__gt=today - YEAR,
        order__ordered_on__lte=today,
        product__price__gt=0,
        quantity__gt=0,
    )
    at_base = ExpressionWrapper(
        F("quantity") * F("product__price"), output_field=DecimalField(max_digits=24, decimal_places=7)
    )
    # Sums of the database: good for a rate that is shown to one decimal, not for accounts.
    found = lines.order_by().aggregate(paid=Sum("net"), at_base=Sum(at_base))
    if found["at_base"] is None:
        return None
    return PricesPaid(round_money(found["paid"]), round_money(found["at_base"]))
