"""What serving customers costs here: the team's settings and the dated cost of a visit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.kit.worked import CannotWork
from negoce.parameters.enums import ParameterKey
from negoce.parameters.queries.dated_values import dated_values
from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.rules.service_costs import ServiceCosts, service_costs_of


def current_service_costs() -> ServiceCosts:
    """The settings in force: one query."""
    values: dict[str, Decimal] = dict(PortfolioSetting.objects.order_by("key").values_list("key", "value"))
    return service_costs_of(values)


def visit_cost_on(day: date) -> Decimal | None:
    """What a visit costs on a day, in euros; None while nobody set it. One query."""
    try:
        return dated_values().on(ParameterKey.VISIT_COST, day).value
    except CannotWork:
        return None
