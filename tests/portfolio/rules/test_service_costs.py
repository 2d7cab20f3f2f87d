"""What serving a customer costs (S2)."""

from __future__ import annotations

from decimal import Decimal as D

from negoce.portfolio.rules.service_costs import (
    Service,
    ServiceCosts,
    cheap_service_cost,
    contact_cadence,
    service_cost,
    service_costs_of,
)

COSTS = ServiceCosts(contact_cost=D(10), message_cost=D("0.5"))
DONE = Service(visits=3, exchanges=4, messages=5)


def test_each_kind_has_its_cost() -> None:
    assert service_cost(DONE, COSTS, D(90)) == D("312.50")
    assert service_cost(DONE, COSTS, None) == D("42.50")
    assert service_cost(Service(), COSTS, D(90)) == 0
    assert (Service().nothing, DONE.nothing) == (True, False)


def test_calls_in_place_of_visits_never_cost_more() -> None:
    assert cheap_service_cost(DONE, COSTS, D(90)) == D("72.50")
    assert cheap_service_cost(DONE, COSTS, D(5)) == service_cost(DONE, COSTS, D(5))


def test_the_cadence_follows_the_visits_planned() -> None:
    assert contact_cadence(D(4), COSTS) == 91
    assert contact_cadence(D(500), COSTS) == 1
    assert contact_cadence(None, COSTS) == contact_cadence(D(0), COSTS) == 90


def test_settings_that_are_not_known_are_left_aside() -> None:
    assert service_costs_of({"visit_days": D(180), "colour": D(3)}) == ServiceCosts(visit_days=D(180))
