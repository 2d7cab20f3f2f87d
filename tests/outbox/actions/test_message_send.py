"""Queueing a message: stored with the caller's work, or refused by the gate with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message, MessageEvent
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db
INFORMED = {"email": "helene@dairy.example", "informed_on": date(2026, 11, 2)}


def test_it_waits_and_the_sender_is_woken() -> None:
    message = make_message(attachments=[Attached("devis 1.pdf", b"%PDF-1.7")])
    assert (message.state, message.reason, message.to_address) == (
        "waiting",
        "",
        "helene.mallet@dairy.example",
    )
    assert message.message_id.startswith(f"<{message.public_id}@")
    assert "Voici notre devis." in message.html
    assert message.decided_by["code"] == "reach.contractual"
    assert [job.task for job in Job.objects.all()] == ["outbox.send"]
    (file,) = message.attachments.all()
    assert (file.name, file.size, file.path.read_bytes()) == ("devis 1.pdf", 8, b"%PDF-1.7")
    assert [event.step for event in MessageEvent.objects.filter(message=message)] == ["queued"]
    entry = JournalEntry.objects.get(subject_kind="message")
    assert "dairy" not in str(entry.values)


def test_it_goes_with_the_callers_transaction() -> None:
    with transaction.atomic():
        make_message()
        transaction.set_rollback(True)
    assert (Message.objects.count(), Job.objects.count()) == (0, 0)


def test_a_key_makes_one_message() -> None:
    first = make_message(idempotency_key="invoice:1")
    again = make_message(idempotency_key="invoice:1", subject="Autre")
    assert (again.pk, again.subject) == (first.pk, "Notre devis")
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("purpose", "contact", "state", "code"),
    [
        (ContactPurpose.PROFESSIONAL, INFORMED, "waiting", "reach.informed"),
        (ContactPurpose.PROFESSIONAL, {"email": "h@dairy.example"}, "refused", "reach.not_informed"),
        (ContactPurpose.PROFESSIONAL, {"email": "contact@dairy.example"}, "waiting", "reach.generic"),
        (ContactPurpose.CONSUMER, INFORMED, "refused", "reach.no_consent"),
        (ContactPurpose.CONTRACTUAL, {"email": "h@dairy.example"}, "waiting", "reach.contractual"),
    ],
)
def test_the_gate_decides_by_purpose(
    purpose: ContactPurpose, contact: dict[str, object], state: str, code: str
) -> None:
    """R-G3 at the gate."""
    message = make_message(make_contact(**contact), purpose=purpose)
    assert (message.state, message.decided_by["code"]) == (state, code)
    assert Job.objects.exists() is (state == "waiting")


def test_prospecting_offers_a_way_out_and_an_invoice_does_not() -> None:
    asked = make_message(make_contact(**INFORMED), purpose=ContactPurpose.PROFESSIONAL)
    assert "répondez «\u00a0stop\u00a0»" in asked.text
    assert "stop" in asked.html
    assert "stop" not in make_message(make_contact(**INFORMED)).text


def test_an_opposition_stops_prospecting_by_every_road_but_no_invoice() -> None:
    actor = system_actor()
    contact = make_contact(**INFORMED)
    record_opposition(actor, contact, channels=[Channel.EMAIL], opposed_on="", source="au téléphone")
    same_address = make_contact(email="other@dairy.example", informed_on=date(2026, 11, 2))
    roads = ("helene@dairy.example", "Helene@DAIRY.example", "helene+devis@dairy.example")
    for given in ({"contact": contact}, *({"contact": same_address, "address": road} for road in roads)):
        message = make_message(**given, purpose=ContactPurpose.PROFESSIONAL)
        assert (message.state, message.reason) == ("refused", "reach.opposed")
        assert make_message(**given).state == "waiting"


def test_who_may_write_to_whom() -> None:
    company = make_company()
    contact = make_contact(company, email="h@dairy.example")
    with pytest.raises(NotAllowed):
        make_message(contact, actor=make_actor(Role.READ_ONLY))
    with pytest.raises(NotAllowed):
        make_message(contact, actor=make_actor(Role.SALESPERSON, scope=Scope.OWN))
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"address": "not an address"}, "address"),
        ({"subject": ""}, "subject"),
        ({"text": "  "}, "text"),
        ({"subject": "x" * 201}, "subject"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        make_message(make_contact(email=""), **{"address": "a@b.example", **given})
    assert list(refused.value.fields) == [field]


def test_too_much_is_refused() -> None:
    with pytest.raises(Refused):
        make_message(attachments=[Attached("a.pdf", b"x" * 15_000_001)])


def test_a_template_of_the_house_is_filled_in() -> None:
    contact = make_contact(email="h@dairy.example", civility="madam", first_name="Hélène", last_name="Mallet")
    message = make_message(
        contact,
        kind=MessageKind.INVOICE,
        template="invoice_sent",
        subject="",
        text="",
        fields={"number": "F-2026-7", "date": "2 nov.", "total": "120,00 €", "due_on": "2 déc. 2026"},
    )
    assert message.subject == "Facture F-2026-7"
    assert message.text.startswith("Bonjour Madame Mallet,")
    assert "120,00 €" in message.text
    assert message.template is not None
    english = make_message(
        make_contact(email="j@dairy.example", language="en"),
        kind=MessageKind.INVOICE,
        template="invoice_sent",
        subject="",
        text="",
        fields={"number": "F-2026-8"},
    )
    assert english.subject == "Invoice F-2026-8"
    assert english.language == "en"
