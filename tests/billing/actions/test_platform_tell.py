"""Paid documents of which the platform must hear (212): services whose VAT falls due on payment, once, by rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.billing.actions.payments.record import record_payment
from negoce.billing.actions.platform_poll import read_news
from negoce.billing.actions.platform_submit import FAILED, SENDING, SENT, hand_over, submit_document
from negoce.billing.actions.platform_tell import NOT_OWED, hand_messages, write_messages
from negoce.billing.documents.electronic.cdar import read_cdar
from negoce.billing.documents.electronic.cdar_rules import broken_rules
from negoce.billing.models import PlatformEvent, PlatformMessage, Receivable
from negoce.billing.queries.platform_life import platform_life
from negoce.billing.rules.life_cycle import PaidAmount
from negoce.identity.enums import Role
from negoce.integrations.platform.client import RestPlatform
from negoce.integrations.platform.fake import FakePlatform, Store
from negoce.integrations.platform.types import FolderRoute, Remark, RestRoute
from tests.factories.billing import item, make_issued, make_seller
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return Store(token="t", judge=lambda _content: (), announce=lambda _content, _key: ())


@pytest.fixture
def platform(store):
    with FakePlatform(store) as running:
        yield RestPlatform(RestRoute(running.url, running.url, token="t", timeout=60))


@pytest.fixture
def paid(platform, settings, tmp_path):
    """Make an issued document of these lines, handed over, then paid by this share of what is due."""
    settings.NEGOCE_PLATFORM_ROUTE = FolderRoute(tmp_path)
    make_seller()
    actor = make_actor(Role.ADMINISTRATOR)

    def made(*lines, share=Decimal(1)):
        document = make_issued(lines=lines)
        hand_over(submit_document(actor, document).pk, platform, now=timezone.now())
        due = Receivable.objects.get(document=document)
        amount = due.amount * share
        values = {"received_on": "2026-11-20", "amount": amount, "method": "transfer", "reference": ""}
        record_payment(actor, document.company, values=values, shares={due.pk: amount})
        return document

    return made


def test_a_paid_service_is_told_once_with_its_amount_by_rate(paid, platform, store):
    document = paid(item("Pose", unit="HUR"))
    assert (write_messages(timezone.now()), write_messages(timezone.now())) == (1, 0)
    assert (hand_messages(platform), hand_messages(platform)) == (1, 0)
    message = PlatformMessage.objects.get()
    told = read_cdar(bytes(message.content))
    assert (told.number, told.status.value, told.paid) == (
        document.number,
        "212",
        (PaidAmount(Decimal("120.00"), Decimal("20.00")),),
    )
    assert broken_rules(bytes(message.content)) == ()
    assert message.state == SENT
    read_news(platform)
    assert platform_life(document).now.status == "212"
    assert PlatformEvent.objects.filter(status="212").count() == 1


def test_goods_owe_nothing_and_are_looked_at_once(paid):
    paid(item("Comté"))
    assert write_messages(timezone.now()) == 0
    assert PlatformMessage.objects.get().state == NOT_OWED


def test_a_part_is_not_the_whole(paid):
    paid(item("Pose", unit="HUR"), share=Decimal("0.5"))
    assert (write_messages(timezone.now()), PlatformMessage.objects.count()) == (0, 0)


def test_a_crash_while_telling_tells_once(paid, platform, store):
    paid(item("Pose", unit="HUR"))
    write_messages(timezone.now())
    store.drop_next = 1
    assert hand_messages(platform) == 0
    assert PlatformMessage.objects.get().state == SENDING
    assert hand_messages(platform) == 1
    assert len([flow for flow in store.flows.values() if flow["flowSyntax"] == "CDAR"]) == 1


def test_a_status_that_is_not_taken_is_said(paid, platform, store):
    paid(item("Pose", unit="HUR"))
    write_messages(timezone.now())
    store.judge = lambda _content: (Remark("InvoiceLCAmountError", "montant incohérent"),)
    hand_messages(platform)
    read_news(platform)
    message = PlatformMessage.objects.get()
    assert (message.state, message.problem) == (FAILED, "montant incohérent")
