"""Contracts of the demo: subscriptions, maintenance, supply, some about to end."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.demo.draws import draws
from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.queries.actors import actor_for
from negoce.kit.dates import add_months
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_create import create_contract
from negoce.loyalty.enums import ContractKind, Period, Renewal
from negoce.loyalty.rules.contract_terms import MONTHS
from negoce.orders.rules.agreed_lines import AgreedLine

CONTRACTS = 12
_TITLES = (
    ("Abonnement décoration de vitrine", ContractKind.SUBSCRIPTION, Period.MONTH, 180),
    ("Entretien des présentoirs", ContractKind.MAINTENANCE, Period.QUARTER, 420),
    ("Réassort garanti", ContractKind.SUPPLY, Period.MONTH, 950),
    ("Location de mobilier d’exposition", ContractKind.RENTAL, Period.YEAR, 2_400),
)


def write_contract(today: date, place: int) -> None:
    """Write the contract of a place, begun in the past so that some end in the coming months."""
    company = best_customers()[5 + 7 * place : 6 + 7 * place].first()
    if company is None or company.owner is None:
        return
    title, kind, period, price = _TITLES[place % len(_TITLES)]
    months = draws("contract", place).choice((12, 12, 24, 36))
    starts_on = add_months(today.replace(day=1), -months + place % 5)
    values = {
        "title": title,
        "kind": kind.value,
        "starts_on": starts_on,
        "invoiced_until": _invoiced_until(starts_on, MONTHS[period], today, is_late=place % 4 == 0),
        "term_months": str(months),
        "renewal": (Renewal.TACIT if place % 3 else Renewal.EXPRESS).value,
        "notice_days": "60",
        "period": period.value,
        "in_advance": True,
        "indexation": "",
    }
    line = AgreedLine(label=title, quantity=Decimal(1), unit="LS", unit_price=Decimal(price))
    try:
        create_contract(actor_for(company.owner), company, lines=[line], values=values)
    except Refused:
        return


def _invoiced_until(starts_on: date, months: int, today: date, *, is_late: bool) -> date | None:
    """The day up to which another program invoiced it: the period under way, or for some the one before."""
    periods = 0
    while add_months(starts_on, (periods + 1) * months) <= today:
        periods += 1
    invoiced = periods if is_late else periods + 1
    return add_months(starts_on, invoiced * months) - timedelta(days=1) if invoiced else None
