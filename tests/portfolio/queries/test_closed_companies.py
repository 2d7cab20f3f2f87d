"""A company that ceased, as we were told, is solicited by nobody: mailings say so, and a message that waits stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Company
from negoce.companies.queries.reachable import asked_of, reaches
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message
from negoce.portfolio.models import ToldReason
from negoce.portfolio.queries.closed_companies import closed_companies
from negoce.prospecting.models import MailingRecipient
from negoce.prospecting.words.mailing import short
from tests.factories.companies import make_company
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader
from tests.factories.outbox import make_message
from tests.harness.mail_server import closed_port, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def tell(company: Company, reason: str, *, side: str = "left", days_ago: int = 3) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    ToldReason.objects.create(company=company, side=side, reason=reason, told_on=day)


def test_the_last_that_was_told_counts() -> None:
    ceased, moved, back, unknown = (make_company() for _number in range(4))
    tell(ceased, "price", days_ago=9)
    tell(ceased, "closed")
    tell(moved, "price")
    tell(back, "closed")
    tell(back, "service", side="stays", days_ago=1)
    keys = [each.pk for each in (ceased, moved, back, unknown)]
    found = closed_companies(keys, Channel.POST, timezone.localdate())
    assert {key: each.code for key, each in found.items()} == {ceased.pk: "company.closed"}


def test_letters_and_mails_put_it_aside_and_say_so(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    camille = make_marketer()
    ceased = make_company("Fermée", city="Valence", postal_code="26000")
    make_reader(ceased)
    make_reader(make_company("Ouverte", city="Valence", postal_code="26000"))
    tell(ceased, "closed")
    for kind in ("letter", "email"):
        mailing = launch(camille, make_mailing(camille, kind=kind))
        work_off([JobQueue.LONG])
        rows = MailingRecipient.objects.filter(mailing=mailing).order_by("company__name")
        assert list(rows.values_list("company__name", "left_out")) == [
            ("Fermée", "company.closed"),
            ("Ouverte", ""),
        ]
    assert short("company.closed") == "Activité cessée"


def test_what_waits_does_not_leave_once_it_is_told() -> None:
    reader = make_reader()
    message = make_message(reader, purpose=ContactPurpose.PROFESSIONAL)
    Message.objects.update(is_bulk=True)
    tell(reader.company, "closed")
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason, found.mails) == ("refused", "company.closed", [])
    # Its invoices still leave.
    assert make_message(reader).state == "waiting"


def test_its_people_are_not_called_either() -> None:
    reader = make_reader(phone="+33199000001")
    tell(reader.company, "closed")
    (said,) = reaches([asked_of(reader, reader.phone)], Channel.PHONE, ContactPurpose.PROFESSIONAL)
    assert (said.allowed, said.reason.code) == (False, "company.closed")
