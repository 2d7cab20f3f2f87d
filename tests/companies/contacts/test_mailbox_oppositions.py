"""What stands behind a plus is the same mailbox: no way round a refusal, whichever of the two was refused."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.imports.oppositions import OpposedCoordinates
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.opposition_digests import digest_key
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.queries.reachable import Asked, reaches
from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.gate import decide
from negoce.outbox.models import StoppedAddress
from tests.factories.companies import make_company, make_contact
from tests.factories.mailings import make_marketer

pytestmark = pytest.mark.django_db
OPPOSITIONS = import_module("negoce.companies.migrations.0031_oppositions_of_mailboxes")
STOPS = import_module("negoce.outbox.migrations.0013_stops_of_mailboxes")
WAYS = [("bob@dairy.example", "Bob+crm@dairy.example"), ("bob+crm@dairy.example", "bob@dairy.example")]


@pytest.fixture
def camille() -> Actor:
    return make_marketer()


def opposed(camille: Actor, email: str) -> Contact:
    contact = make_contact(email=email)
    record_opposition(camille, contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")
    return contact


@pytest.mark.parametrize(("refused", "other"), WAYS)
def test_whoever_reads_the_same_mailbox_is_opposed_too(camille: Actor, refused: str, other: str) -> None:
    opposed(camille, refused)
    same = create_contact(camille, company=make_company(), values={"last_name": "Roux", "email": other})
    assert list(Opposition.objects.filter(contact=same).values_list("channel", flat=True)) == ["email"]
    assert decide(other, None, ContactPurpose.PROFESSIONAL).reason.code == "reach.opposed"


@pytest.mark.parametrize(("refused", "other"), WAYS)
def test_the_mailbox_of_who_was_erased_does_not_come_back(camille: Actor, refused: str, other: str) -> None:
    person = opposed(camille, refused)
    erase_person(camille, person, reason="demande", typed_name=person.full_name)
    with pytest.raises(Refused) as said:
        create_contact(camille, company=make_company(), values={"last_name": "Roux", "email": other})
    assert list(said.value.fields) == ["email"]
    assert OpposedCoordinates([{"email": other}]).was_erased({"email": other}) is True
    assert decide(other, None, ContactPurpose.CONTRACTUAL).reason.code == "address.erased"
    reach = reaches([Asked(other)], Channel.EMAIL, ContactPurpose.CONTRACTUAL)
    assert [each.reason.code for each in reach] == ["address.erased"]


def test_what_was_refused_before_mailboxes_were_known_holds_for_them(camille: Actor) -> None:
    """Of an opposition from then the address as written alone is kept, and of a stop."""
    person = opposed(camille, "bob+crm@dairy.example")
    whole = sorted(OppositionDigest.objects.values_list("digest", flat=True))
    OppositionDigest.objects.exclude(digest=coordinate_digest(digest_key(), "email", person.email)).delete()
    for address in ("max@dairy.example", "max+a@dairy.example", "zoe+b@dairy.example"):
        StoppedAddress.objects.create(address=address, at=timezone.now())
    assert (len(whole), OppositionDigest.objects.count()) == (2, 1)
    OPPOSITIONS.add_mailboxes(apps, None)
    STOPS.keep_mailboxes(apps, None)
    assert sorted(OppositionDigest.objects.values_list("digest", flat=True)) == whole
    stops = StoppedAddress.objects.order_by("address").values_list("address", flat=True)
    assert list(stops) == ["max@dairy.example", "zoe@dairy.example"]
