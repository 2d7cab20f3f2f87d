"""An offer that was sent, and the browser of who received it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.models import Company, Contact
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.quotes.send import send_quote
from negoce.negotiation.models import Quote, QuoteLink
from negoce.outbox.models import Message
from negoce.parameters.models import Seller
from negoce.web.offers import limits
from negoce.web.offers.limits import forget_counts
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.quotes import make_quote, priced_product


@dataclass
class Offer:
    """A quote that was sent, its link and the token that only its holder knows."""

    quote: Quote
    link: QuoteLink
    token: str
    owner: User

    @property
    def url(self) -> str:
        return f"/q/{self.token}/"

    def code(self) -> str:
        """The last code that was sent."""
        text = Message.objects.filter(kind="quote_code").order_by("-id").values_list("text", flat=True)[0]
        found = re.search(r"^(\d{6})$", text, re.MULTILINE)
        assert found is not None
        return found[1]


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts from nothing, in a window that does not end in the middle of a slow test."""
    monkeypatch.setattr(limits, "WINDOW", 10**9)
    forget_counts()


@pytest.fixture
def visitor() -> Client:
    """Somebody who never signs in."""
    return Client()


def sent_offer(company: Company | None = None, contact: Contact | None = None) -> Offer:
    """Two pieces of film, an option and two variants, sent to Hélène."""
    Seller.objects.update_or_create(
        pk=1,
        defaults={"name": "Emballages du Dauphiné", "colour": "#7a1f2b", "email": "bonjour@dauphine.example"},
    )
    owner = make_user()
    home = company or make_company("Laiterie du Vercors", owner=owner)
    person = contact or make_contact(home, email="helene@laiterie.example")
    codes = [priced_product(f"REF-{home.pk}-{number}").code for number in range(4)]
    quote = make_quote(
        company=home,
        lines=[
            TypedLine(code=codes[0], quantity="2"),
            TypedLine(code=codes[1], quantity="1", option="offered"),
            TypedLine(code=codes[2], quantity="1", option="offered", option_group="Pose"),
            TypedLine(code=codes[3], quantity="1", option="offered", option_group="Pose"),
        ],
        ready=True,
    )
    Quote.objects.filter(pk=quote.pk).update(owner=owner)
    tokens: list[str] = []
    send_quote(
        system_actor(),
        quote,
        subject="Votre devis",
        text="Bonjour",
        contact=person,
        address=lambda token: tokens.append(token) or f"https://x.example/q/{token}/",  # type: ignore[func-returns-value]
    )
    return Offer(Quote.objects.get(pk=quote.pk), QuoteLink.objects.latest("id"), tokens[0], owner)


@pytest.fixture
def offer() -> Offer:
    return sent_offer()
