"""Asked of many at once, the gate answers as it does one by one (R-G3)."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact, Opposition
from negoce.companies.queries.reachable import Asked, asked_of, reachable, reaches
from negoce.outbox.actions.gate import decide
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)
PRO = ContactPurpose.PROFESSIONAL


def oppose(contact: Contact, *channels: Channel) -> None:
    record_opposition(make_actor(), contact, channels=channels, opposed_on="05/11/2026", source="appel")


def drawn() -> list[tuple[Contact | None, str]]:
    """One of each fate: informed, not informed, opposed, alike behind a plus, erased, in the bin, generic, none."""
    home = make_company()
    informed = make_contact(home, email="helene@dairy.example", informed_on=DAY)
    silent = make_contact(home, email="paul@dairy.example")
    opposed = make_contact(home, email="jean@dairy.example", informed_on=DAY)
    oppose(opposed, Channel.EMAIL)
    gone = make_contact(home, email="gone@dairy.example", informed_on=DAY)
    oppose(gone, Channel.EMAIL)
    Opposition.objects.filter(contact=gone).update(contact=None)
    erased = make_contact(home, email="x@dairy.example", erased_at=timezone.now())
    binned = make_contact(home, email="y@dairy.example", deleted_at=timezone.now())
    generic = make_contact(home, email="contact@dairy.example")
    lifted = make_contact(home, email="back@dairy.example", informed_on=DAY)
    oppose(lifted, Channel.EMAIL)
    Opposition.objects.filter(contact=lifted).update(lifted_on=date(2026, 11, 10))
    people = [informed, silent, opposed, gone, erased, binned, generic, lifted]
    return [
        *((each, each.email) for each in people),
        (None, "jean+devis@dairy.example"),
        (informed, "jean@dairy.example"),
        (informed, "gone+devis@dairy.example"),
        (None, "sans-arobase"),
        (informed, ""),
        (None, "inconnu@dairy.example"),
    ]


@pytest.mark.parametrize("purpose", list(ContactPurpose))
@pytest.mark.parametrize("is_job_related", [True, False])
def test_an_address_is_decided_as_the_gate_of_messages_does(
    purpose: ContactPurpose, is_job_related: bool
) -> None:
    pairs = drawn()
    found = reaches(
        [asked_of(contact, value) for contact, value in pairs],
        Channel.EMAIL,
        purpose,
        is_job_related=is_job_related,
    )
    alone = [decide(value, contact, purpose, is_job_related=is_job_related) for contact, value in pairs]
    assert list(found) == alone


def test_a_call_stops_at_an_opposition_to_the_person_or_to_the_number() -> None:
    home = make_company()
    free = make_contact(home, phone="+33145678901")
    opposed = make_contact(home, phone="+33145678902", mobile="+33612345678")
    oppose(opposed, Channel.PHONE)
    same_number = make_contact(make_company(), phone="+33145678902")
    other_number = make_contact(make_company(), phone="+33145678902", mobile="+33698765432")
    nothing = make_contact(home)
    written = make_contact(home, phone="+33145678903")
    oppose(written, Channel.EMAIL)
    found = reachable([free, opposed, same_number, other_number, nothing, written], Channel.PHONE, PRO)
    assert [(found[each.pk].allowed, found[each.pk].reason.code) for each in (
        free, opposed, same_number, other_number, nothing, written
    )] == [
        (True, "reach.not_opposed"),
        (False, "reach.opposed"),
        (False, "reach.opposed"),
        (True, "reach.not_opposed"),
        (False, "reach.no_coordinate"),
        (True, "reach.not_opposed"),
    ]  # fmt: skip


def test_a_switchboard_is_nobodys_and_letters_need_no_coordinate() -> None:
    contact = make_contact()
    assert [
        each.reason.code for each in reaches([Asked("+33145678901", is_generic=True)], Channel.PHONE, PRO)
    ] == ["reach.generic"]
    assert [each.allowed for each in reaches([asked_of(contact)], Channel.POST, PRO)] == [True]
    oppose(contact, Channel.POST)
    assert [each.reason.code for each in reaches([asked_of(contact)], Channel.POST, PRO)] == ["reach.opposed"]


def test_a_consumer_is_called_with_consent_only() -> None:
    contact = make_contact(phone="+33145678901")
    assert reachable([contact], Channel.PHONE, ContactPurpose.CONSUMER)[contact.pk].allowed is False


def test_one_or_many_cost_three_questions(queries) -> None:
    def make() -> None:
        oppose(make_contact(email=f"a{Contact.objects.count()}@dairy.example"), Channel.EMAIL)

    def read() -> None:
        reachable(list(Contact.objects.order_by("pk")), Channel.EMAIL, PRO)

    queries.same(make=make, read=read)
