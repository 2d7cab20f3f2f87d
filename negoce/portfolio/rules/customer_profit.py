"""What a customer leaves once served, and what to do where that is below zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.numbers import percent_of
from negoce.portfolio.enums import ACTIVE, LifeStatus
from negoce.portfolio.rules.service_costs import Service, ServiceCosts, cheap_service_cost, service_cost
from negoce.portfolio.rules.unprofitable import Proposal, Served, unprofitable

# Who bought again, or used to: prospects and new customers cost before they bring, the lost are gone.
JUDGED = frozenset({*ACTIVE, LifeStatus.DORMANT})


@dataclass(frozen=True, slots=True)
class Sales:
    """Euros excluding VAT over a year; `margin` is None when the cost of an order is not known."""

    net: Decimal
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class Profit:
    """Euros: what serving costs, what is left of the margin (None while it is not known), and what is proposed."""

    cost: Decimal
    profit: Decimal | None
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Rates:
    """What all customers are judged with: costs in euros, the portfolio's margin in percent points of its revenue."""

    costs: ServiceCosts
    visit_cost: Decimal | None
    usual_margin: Decimal | None


def customer_profit(sales: Sales, service: Service, status: LifeStatus, rates: Rates) -> Profit:
    """The margin left over a year once visits, calls and messages are paid for (R-M1's net, all exchanges counted)."""
    cost = service_cost(service, rates.costs, rates.visit_cost)
    if sales.margin is None:
        return Profit(cost, None, None)
    proposal = None
    if status in JUDGED and not service.nothing:
        served = Served(
            sales.net, sales.margin, cost, cheap_service_cost(service, rates.costs, rates.visit_cost)
        )
        proposal = unprofitable(served, usual_margin=rates.usual_margin)
    return Profit(cost, sales.margin - cost, proposal)


def usual_margin(sales: list[Sales]) -> Decimal | None:
    """The margin of all whose costs are known, in percent points of their revenue; None when nothing was sold."""
    known = [(each.net, each.margin) for each in sales if each.margin is not None]
    net = sum((net for net, _margin in known), Decimal(0))
    if net <= 0:
        return None
    margin = sum((margin for _net, margin in known), Decimal(0))
    return percent_of(margin, net)
