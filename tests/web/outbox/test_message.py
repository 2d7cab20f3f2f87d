"""The page of a message, its letter, its files, and what a person decides there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.models import Message
from negoce.web.outbox.sandbox import POLICY
from tests.factories.companies import make_contact
from tests.factories.identity import make_user
from tests.factories.outbox import make_message
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def page(name: str, message: Message, *more: object) -> str:
    return reverse(f"outbox:{name}", args=[message.public_id, *more])


def test_it_says_what_to_whom_and_why(client: Client) -> None:
    contact = make_contact(email="helene@dairy.example", first_name="Hélène", last_name="Mallet")
    message = make_message(contact, attachments=[Attached("devis.pdf", b"%PDF")])
    answer = client.get(page("message", message))
    words = answer.content.decode()
    for part in ("Notre devis", "Hélène Mallet", "helene@dairy.example", "devis.pdf", "En attente"):
        assert part in words
    assert "nécessaire au contrat" in words
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_letter_is_drawn_without_any_power(client: Client) -> None:
    message = make_message(text="<script>alert(1)</script>")
    answer = client.get(page("letter", message))
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "sandbox allow-popups" in POLICY
    assert "script" not in POLICY
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in answer.content.decode()


def test_a_file_is_saved_never_drawn(client: Client) -> None:
    message = make_message(attachments=[Attached("évil.html", b"<script>", "text/html")])
    answer = client.get(page("attachment", message, 0))
    assert answer.content == b"<script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert client.get(page("attachment", message, 1)).status_code == 404


@pytest.mark.parametrize(
    ("state", "reason", "buttons"),
    [
        ("waiting", "", {"cancellation"}),
        ("in_doubt", "worker.lost", {"sending", "settlement", "cancellation"}),
        ("failed", "server.recipient", {"sending"}),
        ("refused", "reach.opposed", {"sending"}),
        ("sent", "", set()),
    ],
)
def test_each_state_offers_what_may_be_done(
    client: Client, state: str, reason: str, buttons: set[str]
) -> None:
    message = make_message()
    Message.objects.update(state=state, reason=reason)
    words = client.get(page("message", message)).content.decode()
    names = ("sending", "settlement", "cancellation")
    assert {name for name in names if f'action="{page(name, message)}"' in words} == buttons


def test_a_doubt_is_settled_or_sent_again(client: Client) -> None:
    settled, again = make_message(), make_message()
    Message.objects.update(state="in_doubt")
    assert client.post(page("settlement", settled)).status_code == 302
    assert client.post(page("sending", again), {"address": "new@dairy.example"}).status_code == 302
    settled.refresh_from_db()
    again.refresh_from_db()
    assert (settled.state, again.state, again.to_address) == ("sent", "waiting", "new@dairy.example")


def test_a_refusal_is_said_on_the_page(client: Client) -> None:
    message = make_message()
    Message.objects.update(state="failed")
    answer = client.post(page("sending", message), {"address": "nowhere"})
    assert answer.status_code == 422
    assert "n’est pas une adresse e-mail" in answer.content.decode()
    assert client.post(page("cancellation", message)).status_code == 422


def test_who_does_not_see_the_company_finds_nothing() -> None:
    message = make_message()
    client = Client()
    client.force_login(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    for name in ("message", "letter"):
        assert client.get(page(name, message)).status_code == 404
    assert client.post(page("cancellation", message)).status_code == 404


def test_the_list_costs_the_same_for_three(client: Client, queries: Queries) -> None:
    contact = make_contact(email="helene@dairy.example")
    queries.same(make=lambda: make_message(contact), read=lambda: client.get("/messages/"))
    assert "helene@dairy.example" in client.get("/messages/").content.decode()


def test_beside_the_list(client: Client) -> None:
    message = make_message()
    answer = client.get(f"/lists/messages/peek/{message.public_id}/")
    assert "Voici notre devis." in answer.content.decode()
