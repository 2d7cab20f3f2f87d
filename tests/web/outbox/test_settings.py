"""Templates and the line to the server, among the settings."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.integrations.smtp.types import SmtpServer
from negoce.outbox.models import Message, MessageTemplate
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR, email="boss@house.example"))
    return client


def test_a_template_is_written_previewed_and_thrown_away(client: Client) -> None:
    make_contact(email="helene@dairy.example", civility="madam", last_name="Mallet")
    given = {"name": "Salon", "kind": "quote", "language": "fr", "subject": "Salon", "is_active": "on"}
    answer = client.post(
        "/settings/templates/new/", {**given, "body": "Bonjour {{ salutation }} : {{ numero }}"}
    )
    made = MessageTemplate.objects.get(name="Salon")
    assert answer.headers["Location"] == f"/settings/templates/{made.public_id}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Bonjour Madame Mallet : 2026-0142" in page
    assert "{{ montant_ttc }}" in page
    client.post(f"/settings/templates/{made.public_id}/deletion/")
    assert not MessageTemplate.objects.filter(name="Salon").exists()


def test_a_wrong_field_is_said_beside_the_text_which_stays(client: Client) -> None:
    row = MessageTemplate.objects.get(key="quote_sent", language="fr")
    given = {"name": row.name, "language": "fr", "subject": row.subject, "revision": "0"}
    answer = client.post(f"/settings/templates/{row.public_id}/", {**given, "body": "Bonjour {{ prenon }}"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Vouliez-vous dire «\u00a0prenom\u00a0»" in page
    assert "Bonjour {{ prenon }}" in page
    row.refresh_from_db()
    assert row.revision == 0


def test_a_stale_form_keeps_what_was_typed(client: Client) -> None:
    row = MessageTemplate.objects.get(key="quote_sent", language="fr")
    given = {"name": row.name, "language": "fr", "subject": row.subject, "revision": "0"}
    url = f"/settings/templates/{row.public_id}/"
    assert client.post(url, {**given, "body": "Un"}).status_code == 302
    answer = client.post(url, {**given, "body": "Deux"})
    assert answer.status_code == 409
    assert "Deux" in answer.content.decode()


def test_a_house_template_is_not_thrown_away(client: Client) -> None:
    row = MessageTemplate.objects.get(key="quote_sent", language="fr")
    client.post(f"/settings/templates/{row.public_id}/deletion/")
    assert MessageTemplate.objects.filter(pk=row.pk).exists()


def test_without_a_server_the_page_says_so(client: Client) -> None:
    assert "Aucun serveur de messagerie" in client.get("/settings/mail/").content.decode()


def test_the_server_is_named_without_its_password(client: Client, settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = SmtpServer("mail.example", 587, "crm@house.example", "s3cr3t")  # type: ignore[attr-defined]
    page = client.get("/settings/mail/").content.decode()
    assert "mail.example:587" in page
    assert "STARTTLS" in page
    assert "s3cr3t" not in page


def test_a_message_to_try_goes_to_oneself(client: Client) -> None:
    answer = client.post("/settings/mail/")
    message = Message.objects.get()
    assert answer.headers["Location"] == f"/messages/{message.public_id}/"
    assert (message.to_address, message.state, message.kind) == ("boss@house.example", "waiting", "test")


@pytest.mark.parametrize("url", ["/settings/mail/", "/settings/templates/", "/settings/templates/new/"])
def test_only_who_sets_the_program(url: str) -> None:
    client = Client()
    client.force_login(make_user(Role.SALESPERSON))
    assert client.get(url).status_code == 403
