"""The form where a message is read before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.identity.enums import Role
from negoce.identity.rules.actor import system_actor
from negoce.outbox.models import Message, MessageTemplate
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    company = make_company(name="Laiterie Mallet")
    return make_contact(
        company,
        email="helene@dairy.example",
        civility="madam",
        first_name="Hélène",
        last_name="Mallet",
        informed_on=date(2026, 11, 2),
    )


@pytest.fixture
def signed_in() -> Callable[[Role], Client]:
    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(make_user(role))
        return client

    return sign_in


@pytest.fixture
def client(signed_in: Callable[[Role], Client]) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def url(contact: Contact) -> str:
    return f"/contacts/{contact.public_id}/messages/new/"


def given(client: Client, contact: Contact, **changes: str) -> dict[str, str]:
    """The form as it opens, with what a person changes."""
    form = client.get(url(contact)).context["form"]
    values = {name: str(form[name].value() or "") for name in form.fields}
    return {**values, **changes}


def test_it_opens_with_the_letter_filled_in(client: Client, contact: Contact) -> None:
    answer = client.get(url(contact))
    form = answer.context["form"]
    assert form["recipient"].value() == contact.public_id
    assert form["subject"].value() == "Laiterie Mallet"
    assert form["text"].value().startswith("Bonjour Madame Mallet,")
    assert answer.context["allowed"].startswith("Prospection entre professionnels")


def test_what_was_written_leaves(client: Client, contact: Contact) -> None:
    answer = client.post(url(contact), given(client, contact, subject="Bonjour", text="Un mot."))
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.subject, message.to_address, message.state, message.purpose) == (
        "Bonjour",
        "helene@dairy.example",
        "waiting",
        "professional",
    )
    assert message.text.startswith("Un mot.")
    assert message.contact == contact


def test_two_presses_of_one_form_make_one_message(client: Client, contact: Contact) -> None:
    posted = given(client, contact)
    client.post(url(contact), posted)
    client.post(url(contact), posted)
    assert Message.objects.count() == 1


def test_who_opposed_is_not_written_to(client: Client, contact: Contact) -> None:
    record_opposition(system_actor(), contact, channels=[Channel.EMAIL], opposed_on="", source="au téléphone")
    assert "ne peut pas partir" in client.get(url(contact)).content.decode()
    answer = client.post(url(contact), given(client, contact))
    assert answer.status_code == 422
    assert "opposée à ce canal" in answer.content.decode()
    assert Message.objects.count() == 0
    asked_for = given(client, contact, purpose_given="contractual")
    assert client.post(url(contact), asked_for).status_code == 302


def test_another_template_fills_the_texts_anew(client: Client, contact: Contact) -> None:
    mine = MessageTemplate.objects.create(
        name="Salon", kind="letter", subject="Salon", body="Cher {{ prenom }},"
    )
    posted = given(client, contact, template_given=mine.public_id, act="fill")
    form = client.post(url(contact), posted).context["form"]
    assert (form["subject"].value(), form["text"].value()) == ("Salon", "Cher Hélène,")


def test_another_person_refills_only_what_nobody_touched(client: Client, contact: Contact) -> None:
    other = make_contact(contact.company, email="paul@dairy.example", first_name="Paul", last_name="Roux")
    untouched = given(client, contact, recipient=other.public_id, act="fill")
    form = client.post(url(contact), untouched).context["form"]
    assert "Paul Roux" in form["text"].value()
    touched = given(client, contact, recipient=other.public_id, text="À moi.", act="fill")
    form = client.post(url(contact), touched).context["form"]
    assert form["text"].value() == "À moi."
    assert form["recipient"].value() == other.public_id


def test_an_address_by_hand(client: Client, contact: Contact) -> None:
    wrong = given(client, contact, recipient="other", address="nowhere")
    answer = client.post(url(contact), wrong)
    assert answer.status_code == 422
    assert "n’est pas une adresse e-mail" in answer.content.decode()
    right = given(client, contact, recipient="other", address="contact@dairy.example")
    assert client.post(url(contact), right).status_code == 302
    assert Message.objects.get().to_address == "contact@dairy.example"


def test_the_preview_shows_the_letter_and_keeps_what_was_typed(client: Client, contact: Contact) -> None:
    posted = given(client, contact, text="Un <b>mot</b>.", act="preview")
    page = client.post(url(contact), posted).content.decode()
    assert '<section class="letter"' in page
    assert "<p>Un &lt;b&gt;mot&lt;/b&gt;.</p>" in page
    assert Message.objects.count() == 0


def test_a_company_without_people_is_written_to_at_its_own_address(client: Client) -> None:
    company = make_company(email="contact@dairy.example")
    form = client.get(f"/companies/{company.public_id}/messages/new/").context["form"]
    assert (form["recipient"].value(), form["address"].value()) == ("other", "contact@dairy.example")


def test_a_reader_may_not(signed_in: Callable[[Role], Client], contact: Contact) -> None:
    assert signed_in(Role.READ_ONLY).get(url(contact)).status_code == 403
