"""The reader of a message says stop by its link, and may take it back: recorded at once, as their opposition."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.people.opposition_record import close_channels, lift_opposition
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Opposition
from negoce.companies.rules.emails import without_tag
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.events import emit
from negoce.outbox.actions.gate import is_stopped, ways_to_write
from negoce.outbox.events import MESSAGE_UNSUBSCRIBED
from negoce.outbox.models import Message, StoppedAddress


def unsubscribe(message: Message, channels: Sequence[Channel]) -> None:
    """Close channels for whoever reads this message; those closed already stay as they are.

    Nobody is signed in: the token of the message is the right to be left alone, and no more.
    """
    actor = _reader()
    contact = _contact(message)
    with transaction.atomic():
        if contact is not None:
            close_channels(actor, contact, channels, timezone.localdate(), _source(message))
            index_records("contact", [contact.pk])
        elif message.to_address:
            address = without_tag(message.to_address).lower()
            _row, is_new = StoppedAddress.objects.get_or_create(
                address=address, defaults={"at": timezone.now(), "message": message}
            )
            if is_new:
                record(actor, Entry("unsubscribed", "message", message.pk, company_key=message.company_id))
        emit(MESSAGE_UNSUBSCRIBED, {"message": message.public_id, "at": timezone.now().isoformat()})


def resubscribe(message: Message) -> None:
    """Take back what this message's link closed: « c’était une erreur ». What closed otherwise stays closed."""
    if not may_resubscribe(message):
        return
    actor = _reader()
    with transaction.atomic():
        for row in _closed_by(message):
            lift_opposition(actor, row, lifted_on="", source=_source(message))
        gone, _counts = _stopped_by(message).delete()
        if gone:
            record(actor, Entry("resubscribed", "message", message.pk, company_key=message.company_id))
        emit(MESSAGE_UNSUBSCRIBED, {"message": message.public_id, "at": ""})


def is_unsubscribed(message: Message) -> bool:
    """Whether e-mail is closed for whoever reads this message, by its link or otherwise."""
    if is_stopped(message.to_address):
        return True
    contact = _contact(message)
    if contact is None:
        return False
    open_ones = Opposition.objects.filter(
        contact=contact, channel=Channel.EMAIL.value, lifted_on__isnull=True
    )
    return open_ones.exists()


def may_resubscribe(message: Message) -> bool:
    """Whether this message's link is what closed e-mail."""
    return bool(_closed_by(message)) or _stopped_by(message).exists()


def _stopped_by(message: Message) -> QuerySet[StoppedAddress]:
    return StoppedAddress.objects.filter(
        address__in=ways_to_write(message.to_address), message=message
    ).order_by()


def _closed_by(message: Message) -> Sequence[Opposition]:
    contact = _contact(message)
    if contact is None:
        return ()
    rows = Opposition.objects.filter(contact=contact, lifted_on__isnull=True, source=_source(message))
    return list(rows.order_by("pk"))


def _contact(message: Message) -> Contact | None:
    contact = message.contact
    return contact if contact is not None and contact.erased_at is None else None


def _source(message: Message) -> str:
    """How the refusal reached us, in the language of the house: it is kept as the proof."""
    with override("fr"):
        return _("Lien de désinscription du message %(id)s") % {"id": message.public_id}


def _reader() -> Actor:
    with override("fr"):
        return system_actor(_("Destinataire d’un message"))
