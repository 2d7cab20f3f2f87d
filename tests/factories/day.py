"""What days are made of: companies of a person with a place in the life cycle."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.automation.enums import DayKind
from negoce.automation.models import DayAction
from negoce.companies.models import Company
from negoce.identity.models import User
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from tests.factories.companies import make_company

TODAY = date(2026, 11, 20)


def ago(days: int) -> date:
    """The day so many days before the tests' day."""
    return TODAY - timedelta(days=days)


def make_life(company: Company, status: LifeStatus = LifeStatus.REGULAR, **fields: object) -> CustomerLife:
    """Where a company stands, as the nightly work would have written it: a customer of twelve orders."""
    values: dict[str, object] = {
        "status": status.value,
        "computed": status.value,
        "status_since": ago(30),
        "as_of": TODAY,
        "order_days": 12,
        "first_order_on": ago(900),
        "last_order_on": ago(20),
        "cadence_days": 31.0,
        "net_12_months": Decimal(12_000),
        "margin_12_months": Decimal(3_600),
        "orders_12_months": 12,
        **fields,
    }
    return CustomerLife.objects.create(company=company, **values)


def make_customer(owner: User, name: str = "Bruneau", **life: object) -> Company:
    """A customer whom a person follows."""
    company = make_company(name, owner=owner)
    make_life(company, **life)  # type: ignore[arg-type]
    return company


def make_action(person: User, company: Company | None = None, **fields: object) -> DayAction:
    """An action of a person's day that was kept: a customer to call again, worth 18,400 € of margin a year."""
    values: dict[str, object] = {
        "kind": DayKind.RECALL.value,
        "key": company.public_id if company else "alone",
        "fact": ago(97).isoformat(),
        "target": company.public_id if company else "",
        "gesture": "call",
        "reason": {"code": "day.recall", "figures": {"cadence": 31, "days": 97, "percent": 34}},
        "margin": Decimal(18_400),
        "revenue": Decimal(60_000),
        "probability": 0.34,
        "due_on": ago(30),
        **fields,
    }
    return DayAction.objects.create(person=person, company=company, **values)
