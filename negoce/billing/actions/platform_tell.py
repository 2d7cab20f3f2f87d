"""Tells the platform that a document was paid (212): owed for services whose VAT falls due on payment.

The message is written once, from what the accounts say, then handed over like a document: once, whatever breaks.
"""

from __future__ import annotations

import json
from datetime import datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from negoce.billing.actions.platform_submit import FAILED, MOST_ATTEMPTS, SENDING, SENT, WAITING
from negoce.billing.documents.electronic.cdar import PARIS, write_cdar
from negoce.billing.documents.from_content import electronic_invoice
from negoce.billing.enums import PlatformStatus
from negoce.billing.models import PlatformEvent, PlatformMessage
from negoce.billing.queries.paid_to_tell import PaidDocument, paid_to_tell
from negoce.billing.rules.electronic_codes import VatDue
from negoce.billing.rules.electronic_invoice import ElectronicInvoice
from negoce.billing.rules.electronic_parties import Party
from negoce.billing.rules.life_cycle import LifeCycleMessage, LifeCycleParty, Role
from negoce.billing.rules.paid_by_rate import paid_by_rate
from negoce.integrations.platform.types import Away, Declined, Outgoing, Platform, Syntax

# The public portal, under the identifier that the published messages give it.
_STATE = LifeCycleParty(Role.STATE, "9998", "PPF")
_NOON = time(12)
# Nothing to tell of goods, nor of services whose VAT fell due on the invoice: not looked at again.
NOT_OWED = "not_owed"


def write_messages(now: datetime) -> int:
    """Write the messages that are owed, and return how many; each document is looked at once."""
    written = 0
    for paid in list(paid_to_tell()):
        content = _content(paid, now)
        state = WAITING if content else NOT_OWED
        _made, is_new = PlatformMessage.objects.get_or_create(
            key=f"{paid.document.public_id}-{PlatformStatus.PAID.value}",
            defaults={
                "document": paid.document,
                "status": PlatformStatus.PAID.value,
                "content": content,
                "state": state,
            },
        )
        written += is_new and state == WAITING
    return written


def hand_messages(platform: Platform) -> int:
    """Hand over what waits and return how many went; stops at the first that finds the platform away."""
    gone = 0
    waiting = PlatformMessage.objects.filter(state__in=(WAITING, SENDING)).order_by("id")
    for key in list(waiting.values_list("pk", flat=True)[:200]):
        state = _hand(key, platform)
        gone += state == SENT
        if state == SENDING:
            break
    return gone


def _hand(key: int, platform: Platform) -> str:
    PlatformMessage.objects.filter(pk=key).update(state=SENDING, attempts=F("attempts") + 1)
    message = PlatformMessage.objects.select_related("document").get(pk=key)
    name = f"{message.document.number}_{message.status}.xml"
    outgoing = Outgoing(message.key, name, Syntax.LIFE_CYCLE, bytes(message.content))
    try:
        receipt = platform.submit(outgoing, again=message.attempts > 1)
    except Declined as problem:
        return _end(message, FAILED, problem=str(problem))
    except Away as problem:
        state = FAILED if message.attempts >= MOST_ATTEMPTS else SENDING
        return _end(message, state, problem=str(problem))
    with transaction.atomic():
        PlatformEvent.objects.get_or_create(
            source=platform.name,
            external_key=f"sent:{message.key}",
            defaults={"document": message.document, "status": message.status, "at": message.created_at},
        )
        return _end(message, SENT, receipt=receipt.identifier)


def _end(message: PlatformMessage, state: str, *, receipt: str = "", problem: str = "") -> str:
    PlatformMessage.objects.filter(pk=message.pk).update(
        state=state, receipt=receipt[:120], problem=problem[:500], updated_at=timezone.now()
    )
    return state


def _content(paid: PaidDocument, now: datetime) -> bytes:
    """The message, empty when none is owed: VAT that falls due on payment, and a buyer that platforms know."""
    document = paid.document
    assert document.issued_on is not None
    invoice = electronic_invoice(
        json.loads(document.content), number=document.number, issued_on=document.issued_on
    )
    if invoice.vat_due is not VatDue.PAYMENT or not invoice.buyer.siren:
        return b""
    # Accounts know the day, not the hour.
    message = _message(invoice, paid, datetime.combine(paid.paid_on, _NOON, PARIS))
    return write_cdar(message, sent_at=now)


def _message(invoice: ElectronicInvoice, paid: PaidDocument, happened_at: datetime) -> LifeCycleMessage:
    seller = _party(invoice.seller, Role.SELLER)
    return LifeCycleMessage(
        number=invoice.number,
        status=PlatformStatus.PAID,
        document_type=invoice.type.value,
        document_issued_on=invoice.issued_on,
        happened_at=happened_at,
        seller_siren=seller.siren,
        issuer=seller,
        recipients=(_party(invoice.buyer, Role.BUYER), _STATE),
        paid=paid_by_rate(paid.paid, invoice.vat_lines),
    )


def _party(party: Party, role: Role) -> LifeCycleParty:
    address = party.electronic_address
    return LifeCycleParty(role, party.siren, party.name, address.value if address else "")
