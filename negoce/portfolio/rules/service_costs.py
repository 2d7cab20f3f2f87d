"""What serving customers costs, as a team set it; from exchanges to euros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from negoce.kit.money import round_money

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ServiceCosts:
    """Euros and days. An acquisition cost of 0 is one that nobody set.

    `contact_cost` is that of a call or a video, `message_cost` of an e-mail, a letter or a message. One salesperson
    is on the road `visit_days` a year and makes `visits_a_day`. Who has no cadence of visits of their own is to be
    spoken with within `contact_days`.
    """

    acquisition_cost: Decimal = ZERO
    contact_cost: Decimal = Decimal(45)
    message_cost: Decimal = Decimal(2)
    visit_days: Decimal = Decimal(200)
    visits_a_day: Decimal = Decimal(4)
    contact_days: Decimal = Decimal(90)


def service_costs_of(values: Mapping[str, Decimal]) -> ServiceCosts:
    """The costs with what a team set; keys that are not known are left aside."""
    known = {field.name for field in fields(ServiceCosts)}
    return ServiceCosts(**{key: value for key, value in values.items() if key in known})


@dataclass(frozen=True, slots=True)
class Service:
    """What was done for a customer: visits, calls and videos, written messages."""

    visits: int = 0
    exchanges: int = 0
    messages: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing was."""
        return not (self.visits or self.exchanges or self.messages)


def service_cost(service: Service, costs: ServiceCosts, visit_cost: Decimal | None) -> Decimal:
    """Euros; a visit whose cost is not known counts for nothing, and the page says so."""
    return round_money(
        service.visits * (visit_cost or ZERO)
        + service.exchanges * costs.contact_cost
        + service.messages * costs.message_cost
    )


def cheap_service_cost(service: Service, costs: ServiceCosts, visit_cost: Decimal | None) -> Decimal:
    """The same with a call in place of each visit; never more than today."""
    by_call = Service(0, service.exchanges + service.visits, service.messages)
    return min(service_cost(by_call, costs, visit_cost), service_cost(service, costs, visit_cost))


def days_between(visits_a_year: Decimal) -> int:
    """Days from one visit to the next; whole, at least 1."""
    return max(1, int(Decimal(365) / visits_a_year))


def contact_cadence(visits_a_year: Decimal | None, costs: ServiceCosts) -> int:
    """Days within which a customer is to be spoken with; whole, at least 1."""
    if visits_a_year:
        return days_between(visits_a_year)
    return max(1, int(costs.contact_days))
