"""Who refused a channel is not offered to be reached by it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from negoce.companies.models import Opposition
from negoce.identity.enums import Role
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_closed_channel_is_said_and_not_offered(client: Client) -> None:
    company = make_company()
    contact = make_contact(company, email="helene@laiterie.example", phone="+33199000001")
    client.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    url = f"/companies/{company.public_id}/panels/contacts/"
    before = client.get(url).content.decode()
    assert "mailto:helene@laiterie.example" in before
    assert "tel:+33199000001" in before
    Opposition.objects.create(contact=contact, channel="email", opposed_on=date(2026, 11, 3))
    after = client.get(url).content.decode()
    assert "helene@laiterie.example" not in after
    assert "tel:+33199000001" in after
    assert "Opposition" in after
