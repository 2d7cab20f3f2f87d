"""What the tests of tenders share: the day, who asks, addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import Deal, Tender
from tests.factories.companies import make_company
from tests.factories.identity import make_user

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture(autouse=True)
def on_today(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """The program believes that it is Friday 20 November 2026."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return today if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)


@pytest.fixture
def company() -> Company:
    return make_company("Ville de Grenoble")


@pytest.fixture
def as_role() -> Callable[[Role], Client]:
    """A browser of somebody who sees all and has this role."""

    def make(role: Role) -> Client:
        browser = Client()
        browser.force_login(make_user(role, scope=Scope.ALL.value))
        return browser

    return make


@pytest.fixture
def client(as_role: Callable[[Role], Client]) -> Client:
    return as_role(Role.MANAGER)


def url(name: str, row: Tender | Deal, *more: str) -> str:
    return reverse(f"tenders:{name}", args=[row.public_id, *more])


def shown(client: Client, address: str) -> str:
    content = client.get(address).content.decode()
    return content.replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")
