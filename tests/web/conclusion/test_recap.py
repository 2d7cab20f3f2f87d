"""The summary of what was agreed: drafted in the person's language, sent through the outbox."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Contact
from negoce.identity.enums import Role
from negoce.negotiation.models import Concession, ConclusionMark, Deal, DealContact, Quote
from negoce.outbox.models import Message
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.quotes import make_quote

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(make_user(Role.ADMINISTRATOR, first_name="Camille", last_name="Roux"))
    return browser


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027")


@pytest.fixture
def person(deal: Deal) -> Contact:
    found = make_contact(
        deal.company, first_name="Hélène", last_name="Garcin", email="helene@laiterie.example"
    )
    DealContact.objects.create(deal=deal, contact=found)
    return found


def url(deal: Deal) -> str:
    return reverse("conclusion:recap", args=[deal.public_id])


def plain(content: bytes) -> str:
    return content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def test_it_is_drafted_from_what_was_agreed_and_sent(client: Client, deal: Deal, person: Contact) -> None:
    quote = make_quote(company=deal.company)
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    kept = {"deal": deal, "cost": Decimal(1440), "state": "accepted"}
    Concession.objects.create(**kept, given="Remise 3 %", asked="Engagement 24 mois")
    Concession.objects.create(deal=deal, cost=Decimal(9), given="Livraison offerte", state="refused")
    at = timezone.now() + timedelta(days=5)
    make_activity(deal.company, kind="task", state="planned", subject="Livrer l’essai", starts_at=at)
    draft = plain(client.get(url(deal), **HTMX).content)
    for words in (
        "Bonjour Hélène Garcin",
        "Remise 3 %",
        "Engagement 24 mois",
        "Livrer l’essai",
        "Paiement :",
    ):
        assert words in draft
    for words in ("1 440", "Livraison offerte"):
        assert words not in draft
    given = {
        "contact": person.public_id,
        "language": "fr",
        "subject": "Accord",
        "text": "Voici notre accord.",
    }
    assert client.post(url(deal), given, **HTMX).status_code == 204
    message = Message.objects.get()
    assert (message.to_address, message.related_id) == ("helene@laiterie.example", deal.public_id)
    assert ConclusionMark.objects.get().fact == "summarised"
    # A second press, or a request that the browser sends again, writes no second message.
    assert client.post(url(deal), given, **HTMX).status_code == 204
    assert Message.objects.count() == 1
    Message.objects.update(state="bounced")
    for _again in range(2):
        assert client.post(url(deal), given, **HTMX).status_code == 204
    assert Message.objects.count() == 2
    assert client.post(url(deal), {**given, "text": "Voici notre accord, revu."}, **HTMX).status_code == 204
    assert Message.objects.count() == 3


def test_the_language_chosen_drafts_it_anew(client: Client, deal: Deal, person: Contact) -> None:
    asked = {"contact": person.public_id, "language": "en"}
    assert "What we agreed" in client.get(url(deal), asked, **HTMX).content.decode()


@pytest.mark.parametrize("given", [{"contact": ""}, {"text": " "}])
def test_a_message_without_a_person_or_words_does_not_leave(
    client: Client, deal: Deal, person: Contact, given: dict[str, str]
) -> None:
    whole = {"contact": person.public_id, "language": "fr", "subject": "Accord", "text": "Voici", **given}
    assert client.post(url(deal), whole, **HTMX).status_code == 422
    assert Message.objects.count() == 0


def test_who_only_reads_sends_nothing(deal: Deal) -> None:
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    assert reader.post(url(deal), {"text": "Voici"}, **HTMX).status_code == 403


def test_who_a_quote_is_for_is_proposed_and_who_has_no_address_is_named(client: Client, deal: Deal) -> None:
    without = make_contact(deal.company, first_name="Enzo", last_name="Huet", email="")
    DealContact.objects.create(deal=deal, contact=without)
    draft = client.get(url(deal), **HTMX)
    assert draft.context["form"].initial["contact"] == ""
    assert "Sans adresse e-mail : Enzo Huet." in plain(draft.content)
    only = make_contact(deal.company, first_name="Ada", last_name="Blin", email="ada@laiterie.example")
    draft = client.get(url(deal), **HTMX)
    assert draft.context["form"].initial["contact"] == only.public_id
    assert "Sans adresse e-mail" not in plain(draft.content)
    asked = make_contact(deal.company, first_name="Zoé", last_name="Arnal", email="zoe@laiterie.example")
    assert client.get(url(deal), **HTMX).context["form"].initial["contact"] == ""
    Quote.objects.filter(pk=make_quote(company=deal.company).pk).update(deal=deal, contact=asked)
    assert client.get(url(deal), **HTMX).context["form"].initial["contact"] == asked.public_id
