"""People and a company for the pages of companies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from negoce.companies.actions.company_create import create_company
from negoce.companies.models import Company
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.orders.models import Order
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def person() -> User:
    """Camille Roche, administrator."""
    return make_user(first_name="Camille", last_name="Roche")


@pytest.fixture
def camille(person: User, signed_in: SignedIn) -> Client:
    """Camille's browser."""
    return signed_in(person)


@pytest.fixture
def laiterie(person: User) -> Company:
    """A company of Camille's, well filled, with one contact and one order."""
    company = create_company(
        actor_for(person),
        values={
            "name": "Laiterie du Vercors",
            "legal_form": "SAS",
            "siret": "73282932000074",
            "activity_code": "1051A",
            "headcount": "48",
            "postal_code": "38250",
            "city": "Villard-de-Lans",
            "phone": "0476951010",
            "email": "contact@laiterie.example",
        },
    )
    make_contact(company, first_name="Hélène", last_name="Garnier", email="helene@laiterie.example")
    Order.objects.create(company=company, reference="C-2026-871", ordered_on=date(2026, 11, 2), net=5400)
    return company
