"""The card of an address that sends mail back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from negoce.identity.enums import Role
from negoce.outbox.models import BouncedAddress
from negoce.web.contacts.record import contact_url
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def bounce(kind: str) -> None:
    now = timezone.now()
    BouncedAddress.objects.create(
        address="helene@dairy.example", kind=kind, words="550 no such user", first_at=now, last_at=now
    )


def test_it_tells_and_may_be_trusted_again(client: Client) -> None:
    contact = make_contact(email="Helene@dairy.example")
    client.force_login(make_user())
    assert "Adresse e-mail invalide" not in client.get(contact_url(contact)).content.decode()
    bounce("hard")
    page = client.get(contact_url(contact)).content.decode()
    assert "Adresse e-mail invalide" in page
    assert "550 no such user" in page
    client.post(f"/contacts/{contact.public_id}/address/trust/")
    assert not BouncedAddress.objects.exists()


def test_a_full_mailbox_is_only_told(client: Client) -> None:
    contact = make_contact(email="helene@dairy.example")
    bounce("soft")
    client.force_login(make_user())
    page = client.get(contact_url(contact)).content.decode()
    assert "Des messages sont revenus" in page
    assert "address/trust/" not in page


def test_who_only_reads_may_not(client: Client) -> None:
    contact = make_contact(email="helene@dairy.example")
    bounce("hard")
    client.force_login(make_user(Role.READ_ONLY))
    assert client.post(f"/contacts/{contact.public_id}/address/trust/").status_code == 403
    assert BouncedAddress.objects.count() == 1
