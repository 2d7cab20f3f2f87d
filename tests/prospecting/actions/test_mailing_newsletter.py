"""A newsletter goes to those who asked for it, by a form that they confirmed or on a fair, and to nobody else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.companies.actions.merges.merge import merge_contacts
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.outbox.models import Message
from negoce.prospecting.actions.newsletter_agree import keep_consent
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.models import MailingRecipient
from tests.factories.companies import make_company
from tests.factories.forms import make_form, send
from tests.factories.identity import make_actor
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader
from tests.harness.mail_server import closed_port

pytestmark = pytest.mark.django_db


def test_who_asked_for_it(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    camille = make_marketer()
    form = make_form(asks_newsletter=True)
    for name, wants in (("abonnee", True), ("autre", False), ("attente", True)):
        row, _secret = send(
            form, newsletter=wants, email=f"{name}@laiterie.example", company=f"Laiterie {name}"
        )
        assert row is not None
        if name != "attente":
            confirm_submission(row)
    met, stopped, _passing = (
        make_reader(email=f"{name}@fair.example") for name in ("met", "stopped", "pass")
    )
    for reader in (met, stopped):
        keep_consent(reader, email=reader.email, at=timezone.now(), source="Salon")
    record_opposition(camille, stopped, channels=[Channel.EMAIL], opposed_on="", source="appel")
    # A company without subscribers gets nothing at its generic address either.
    make_company("Moulin", email="contact@mill.example")
    mailing = launch(camille, make_mailing(camille, audience="newsletter"))
    work_off([JobQueue.LONG])
    written = Message.objects.filter(kind="mailing").order_by("to_address")
    assert list(written.values_list("to_address", flat=True)) == [
        "abonnee@laiterie.example",
        "met@fair.example",
    ]
    left = MailingRecipient.objects.filter(mailing=mailing).exclude(left_out="").order_by("left_out", "pk")
    assert sorted(left.values_list("left_out", flat=True)) == [*["mailing.no_reader"] * 3, "reach.opposed"]


def test_a_yes_from_one_mailbox_is_no_yes_of_another(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    form = make_form(asks_newsletter=True)
    for name in ("same", "moved"):
        row, _secret = send(
            form, newsletter=True, email=f"{name}@laiterie.example", company=f"Laiterie {name}"
        )
        assert row is not None
        confirm_submission(row)
    # Two were met: one is merged into a record that has another address.
    kept, *met = (make_reader(email=f"{name}@laiterie.example") for name in ("kept", "merged", "met"))
    for reader in met:
        keep_consent(reader, email="", at=timezone.now(), source="Salon")
    merge_contacts(make_actor(), kept=kept, absorbed=met[0], values={})
    for name, now in (("same", "Same+crm@laiterie.example"), ("moved", "other.person@elsewhere.example")):
        Contact.objects.filter(email=f"{name}@laiterie.example").update(email=now)
    camille = make_marketer()
    launch(camille, make_mailing(camille, audience="newsletter"))
    work_off([JobQueue.LONG])
    written = Message.objects.filter(kind="mailing").order_by("to_address")
    assert list(written.values_list("to_address", flat=True)) == [
        "met@laiterie.example", "same+crm@laiterie.example",
    ]  # fmt: skip
