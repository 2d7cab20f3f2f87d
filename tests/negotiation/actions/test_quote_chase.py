"""Asking after a quote: an answer to who asked for it, whatever they opposed, until the offer is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import close_channels
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import ActivityContact, Contact, Opposition
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.send import send_quote
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.negotiation.rules.offer_holds import offer_holds
from negoce.outbox.actions.gate import decide
from negoce.outbox.models import BouncedAddress, Message, StoppedAddress
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.forms import make_house
from tests.factories.quotes import make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Contact:
    make_house()
    found = make_contact(make_company(), email="helene@laiterie.example")
    close_channels(system_actor(), found, list(Channel), timezone.localdate(), "au téléphone")
    return found


def quote_of(person: Contact, *, own: bool = True) -> Quote:
    quote = make_quote(company=person.company, ready=True)
    Quote.objects.filter(pk=quote.pk).update(contact=person if own else None)
    quote.refresh_from_db()
    return quote


def chase(quote: Quote, person: Contact, *, email: str = "") -> Message:
    return send_quote(
        system_actor(),
        quote,
        subject="Où en êtes-vous ?",
        text="Bonjour",
        contact=person,
        email=email,
        address=lambda token: f"https://x.example/q/{token}/",
    )


def test_who_opposed_is_asked_after_their_quote_while_the_offer_holds(person: Contact) -> None:
    quote = quote_of(person)
    states = [chase(quote, person).state for _time in range(2)]
    assert states == ["waiting", "waiting"]
    assert decide(person.email, person, ContactPurpose.PROFESSIONAL).reason.code == "reach.opposed"


def test_nobody_is_asked_after_an_offer_that_is_over(person: Contact) -> None:
    quote = quote_of(person)
    chase(quote, person)
    QuoteVersion.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        chase(quote, person)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("valid_until", "holds"), [(date(2026, 11, 23), True), (date(2026, 11, 22), False), (None, True)]
)
def test_an_offer_holds_until_its_last_day(valid_until: date | None, holds: bool) -> None:
    assert offer_holds(valid_until, date(2026, 11, 23)) is holds


def test_an_offer_without_an_end_reaches_who_opposed_once(person: Contact) -> None:
    quote = quote_of(person)
    QuoteVersion.objects.update(valid_until=None)
    chase(quote, person)
    with pytest.raises(Refused) as refused:
        chase(quote, person)
    assert (list(refused.value.fields), Message.objects.count()) == (["contact"], 1)
    QuoteVersion.objects.update(valid_until=timezone.localdate() + timedelta(days=9))
    assert chase(quote, person).state == "waiting"


@pytest.mark.parametrize("came_back", [False, True])
def test_who_opposed_and_asked_for_nothing_gets_no_quote(person: Contact, came_back: bool) -> None:
    quote = quote_of(person, own=False)
    if came_back:
        told = {"kind": "hard", "first_at": timezone.now(), "last_at": timezone.now()}
        BouncedAddress.objects.create(address=person.email, **told)
    with pytest.raises(Refused) as refused:
        chase(quote, person)
    assert (list(refused.value.fields), Message.objects.count()) == (["contact"], 0)
    asked = make_activity(person.company, quote_wanted=True)
    ActivityContact.objects.create(activity=asked, contact=person)
    assert chase(quote, person).state == "waiting"


@pytest.mark.parametrize(("begun", "asked", "sends"), [(1, 2, True), (0, 0, True), (0, 2, False)])
def test_a_request_from_before_the_opposition_holds_for_no_quote_begun_since(
    person: Contact, begun: int, asked: int, sends: bool
) -> None:
    """Days before today of the quote and of the request; the opposition is of yesterday."""
    now = timezone.now()
    Opposition.objects.update(opposed_on=timezone.localdate() - timedelta(days=1))
    quote = quote_of(person, own=False)
    Quote.objects.filter(pk=quote.pk).update(created_at=now - timedelta(days=begun))
    wish = make_activity(person.company, quote_wanted=True, starts_at=now - timedelta(days=asked))
    ActivityContact.objects.create(activity=wish, contact=person)
    if sends:
        assert chase(quote, person).state == "waiting"
    else:
        with pytest.raises(Refused):
            chase(quote, person)


def test_the_address_of_who_opposed_is_not_reached_under_the_name_of_somebody_else(person: Contact) -> None:
    colleague = make_contact(person.company, email="paul@laiterie.example")
    quote = quote_of(colleague)
    with pytest.raises(Refused):
        chase(quote, colleague, email=person.email)
    StoppedAddress.objects.create(address="achats@laiterie.example", at=timezone.now())
    with pytest.raises(Refused):
        chase(quote, colleague, email="achats@laiterie.example")
    assert [chase(quote, colleague).state, Message.objects.count()] == ["waiting", 1]
