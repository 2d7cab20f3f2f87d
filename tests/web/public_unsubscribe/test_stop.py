"""Saying stop by the link of a message: by a person, by their mail program, not by a scanner; and taking it back."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Opposition
from negoce.identity.models import JournalEntry
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.messages_queue import closed_among
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message, StoppedAddress
from negoce.parameters.models import Seller
from negoce.prospecting.models import MailingRecipient
from negoce.web.offers import limits
from negoce.web.offers.limits import forget_counts
from tests.factories.companies import make_company
from tests.factories.mailings import SITE, launch, make_mailing, make_marketer, make_reader
from tests.harness.mail_server import closed_port, mail_server

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def ready(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    monkeypatch.setattr(limits, "WINDOW", 10**9)
    forget_counts()


@pytest.fixture
def visitor() -> Client:
    """Who keeps no cookie and checks what the middleware checks."""
    return Client(enforce_csrf_checks=True)


def mailed() -> Message:
    camille = make_marketer()
    launch(camille, make_mailing(camille))
    work_off([JobQueue.LONG])
    return Message.objects.get()


def path_of(message: Message) -> str:
    return message.unsubscribe_url.removeprefix(SITE)


def test_looking_stops_nothing_and_the_button_does(visitor: Client) -> None:
    contact = make_reader(email="helene@dairy.example")
    message = mailed()
    page = visitor.get(path_of(message))
    assert "he…@dairy.example" in page.content.decode()
    assert "helene@dairy.example" not in page.content.decode()
    assert (Opposition.objects.count(), page.headers["Cache-Control"], dict(page.cookies)) == (
        0,
        "private, no-store",
        {},
    )
    assert visitor.post(path_of(message), {"channels": "email"}).status_code == 303
    row = Opposition.objects.get()
    assert (row.contact, row.channel, row.source) == (
        contact,
        "email",
        f"Lien de désinscription du message {message.public_id}",
    )
    entry = JournalEntry.objects.get(subject_kind="opposition")
    assert (entry.verb, entry.actor_name) == ("created", "Destinataire d’un message")
    assert "C’est fait" in visitor.get(path_of(message)).content.decode()
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason, found.mails) == ("refused", "reach.opposed", [])
    work_off()
    assert MailingRecipient.objects.get().unsubscribed_at is not None


def test_one_click_of_a_mail_program(visitor: Client) -> None:
    make_reader()
    message = mailed()
    answer = visitor.post(
        path_of(message), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, answer.content) == (200, b"OK")
    assert [row.channel for row in Opposition.objects.all()] == ["email"]
    again = visitor.post(
        path_of(message), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (again.status_code, Opposition.objects.count()) == (200, 1)


def test_all_channels_and_back(visitor: Client) -> None:
    make_reader()
    message = mailed()
    visitor.post(path_of(message), {"channels": "all"})
    assert {row.channel for row in Opposition.objects.filter(lifted_on=None)} == {
        "email",
        "phone",
        "post",
        "text_message",
        "social",
    }
    assert "C’était une erreur" in visitor.get(path_of(message)).content.decode()
    visitor.post(f"{path_of(message)}undo/")
    assert not Opposition.objects.filter(lifted_on=None).exists()
    work_off()
    assert MailingRecipient.objects.get().unsubscribed_at is None


def test_the_address_of_a_company_is_left_alone_too(visitor: Client) -> None:
    make_company("Moulin", email="contact@mill.example")
    message = mailed()
    visitor.post(path_of(message), {"channels": "email"})
    assert StoppedAddress.objects.get().address == "contact@mill.example"
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason, found.mails) == ("refused", "address.stopped", [])
    camille = make_marketer()
    launch(camille, make_mailing(camille))
    work_off([JobQueue.LONG])
    assert MailingRecipient.objects.order_by("-pk")[0].left_out == "address.stopped"
    visitor.post(f"{path_of(message)}undo/")
    assert not StoppedAddress.objects.exists()


def test_a_stop_holds_once_somebody_bears_the_address_and_another_message_takes_nothing_back(
    visitor: Client,
) -> None:
    company = make_company("Moulin", email="contact+salon@mill.example")
    first = mailed()
    camille = make_marketer()
    launch(camille, make_mailing(camille))
    work_off([JobQueue.LONG])
    second = Message.objects.exclude(pk=first.pk).get()
    visitor.post(path_of(first), {"channels": "email"})
    assert "C’est fait" in visitor.get(path_of(second)).content.decode()
    assert "C’était une erreur" not in visitor.get(path_of(second)).content.decode()
    visitor.post(f"{path_of(second)}undo/")
    stop = StoppedAddress.objects.get()
    assert (stop.message, stop.address) == (first, "contact@mill.example")
    contact = make_reader(company, email="Contact+devis@mill.example")
    assert list(closed_among(["contact+devis@mill.example", "max@mill.example"])) == [contact.email.lower()]
    assert decide(contact.email, contact, ContactPurpose.PROFESSIONAL).reason.code == "address.stopped"
    assert decide(contact.email, contact, ContactPurpose.CONTRACTUAL).allowed
    visitor.post(f"{path_of(first)}undo/")
    assert decide(contact.email, contact, ContactPurpose.PROFESSIONAL).allowed


@pytest.mark.parametrize("token", ["x", "0123456789ab", "0123456789ab" + "A" * 27, "é" * 39])
def test_a_token_that_is_none(visitor: Client, token: str) -> None:
    assert visitor.get(f"/u/{token}/").status_code == 404
    assert visitor.post(f"/u/{token}/").status_code == 404
    assert Opposition.objects.count() == 0


def test_the_token_of_one_message_opens_no_other(visitor: Client) -> None:
    make_reader()
    make_reader()
    camille = make_marketer()
    launch(camille, make_mailing(camille))
    work_off([JobQueue.LONG])
    first, second = Message.objects.order_by("pk")
    forged = path_of(first).replace(first.public_id, second.public_id)
    assert visitor.post(forged).status_code == 404


def test_when_nothing_is_kept_any_more(visitor: Client) -> None:
    make_reader()
    message = mailed()
    Message.objects.update(contact=None, to_address="")
    assert visitor.post(path_of(message)).status_code == 410
    assert visitor.put(path_of(message)).status_code == 405


def test_the_page_looks_like_the_house_that_wrote(visitor: Client) -> None:
    Seller.objects.update_or_create(
        pk=1,
        defaults={"name": "Emballages du Dauphiné", "colour": "#7a1f2b", "logo": PNG, "logo_kind": "png"},
    )
    make_reader(email="helene@dairy.example")
    path = path_of(mailed())
    page = visitor.get(path).content.decode()
    assert f'<img class="offer-logo" src="{path}logo/" alt="Emballages du Dauphiné">' in page
    logo, colours = visitor.get(f"{path}logo/"), visitor.get(f"{path}colours.css")
    assert (logo.status_code, logo.content, "--brand:#7a1f2b" in colours.content.decode()) == (200, PNG, True)
    assert visitor.get("/u/forged/logo/").status_code == 404
    assert Opposition.objects.count() == 0
