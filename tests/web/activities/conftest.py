"""Somebody signed in, a company of theirs with two people, and a day that does not move."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role
from negoce.identity.models import User
from tests.factories.companies import PARIS, make_company, make_contact
from tests.factories.identity import make_user

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=PARIS)
HX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def person(db: None) -> User:
    return make_user(Role.MANAGER, first_name="Camille", last_name="Roche")


@pytest.fixture
def camille(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def laiterie(person: User) -> Company:
    return make_company("Laiterie du Vercors", owner=person, city="Villard-de-Lans")


@pytest.fixture
def helene(laiterie: Company) -> Contact:
    return make_contact(laiterie, last_name="Garnier")
