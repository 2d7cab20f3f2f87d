"""A company, its people, and a moment that does not move."""

from datetime import datetime

import pytest
from django.utils import timezone

from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role
from negoce.identity.rules.actor import Actor
from tests.factories.companies import PARIS, make_company, make_contact
from tests.factories.identity import make_actor

# Friday afternoon.
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def actor(db: None) -> Actor:
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def company(db: None) -> Company:
    return make_company("Laiterie du Vercors")


@pytest.fixture
def contact(company: Company) -> Contact:
    return make_contact(company, last_name="Garnier")
