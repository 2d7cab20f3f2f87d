"""What came back is written down: on the message, and on the address, which is not solicited again when it is dead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Lower
from django.utils import timezone

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.outbox.actions.history import note
from negoce.outbox.actions.message_told import tell_of_return
from negoce.outbox.enums import BounceKind, MessageState, MessageStep
from negoce.outbox.models import BouncedAddress, Message
from negoce.outbox.queries.bounced import took_since
from negoce.outbox.rules.bounce import bounce_code, bounce_kind
from negoce.outbox.rules.delivery_notice import Notice, read_notices

# A notice without the id of our message is looked at for an address that was written to as lately as this. Anybody can
# write one: it says neither that an address is dead nor what became of a message.
_RECENT = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Bounces:
    """What a mail brought: messages of ours that came back, notices of others, mails that say something else."""

    recorded: int = 0
    unknown: int = 0
    other: int = 0


def record_notices(content: bytes) -> Bounces:
    """Read a mail that came back and write down what it says of our messages."""
    notices = read_notices(content)
    recorded = unknown = other = 0
    for notice in notices:
        if notice.action != "failed":
            other += 1
        elif _record(notice):
            recorded += 1
        else:
            unknown += 1
    return Bounces(recorded, unknown, other if notices else 1)


def mark_address(
    address: str, kind: BounceKind, *, code: str, words: str, message: Message | None, at: datetime
) -> None:
    """Write down what a server said of an address, in the caller's transaction; dead once, dead until it changes."""
    key = address.lower()
    told = {"code": code[:12], "words": words[:500], "last_at": at, "message": message}
    if _change(key, kind, told):
        return
    try:
        with transaction.atomic():
            BouncedAddress.objects.create(address=key, kind=kind.value, first_at=at, **told)
    except IntegrityError:  # said by another server in the meantime
        _change(key, kind, told)


def _change(key: str, kind: BounceKind, told: Mapping[str, object]) -> bool:
    """Write it on the row that is there, if one is."""
    rows = BouncedAddress.objects.filter(address=key).order_by()
    if kind is BounceKind.HARD:
        return bool(rows.update(kind=kind.value, **told))
    row = rows.filter(kind=BounceKind.SOFT.value).first()
    if row is None:
        return rows.filter(kind=BounceKind.HARD.value).exists()
    times = Value(1) if took_since(row) else F("times") + 1
    rows.filter(kind=BounceKind.SOFT.value).update(times=times, **told)
    return True


def trust_again(actor: Actor, contact_id: int) -> bool:
    """Somebody says that the address of a contact takes mail after all; False when nothing was held against it.

    Raises NotAllowed.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        contact = visible_contact(actor, contact_id)
        gone, _counts = BouncedAddress.objects.filter(address=contact.email.lower()).delete()
        if gone:
            entry = Entry(
                "changed",
                "contact",
                contact.pk,
                contact.full_name,
                contact.company_id,
                {"email": ("bounced", contact.email)},
            )
            record(actor, entry)
    return bool(gone)


def _record(notice: Notice) -> bool:
    message = _find(notice)
    if message is None:
        return False
    if not notice.message_id:
        return _record_unproven(notice, message)
    kind = bounce_kind(notice.words, status=notice.status)
    reason = Explanation(f"bounce.{kind.value}")
    now = timezone.now()
    with transaction.atomic():
        written = Message.objects.filter(
            pk=message.pk, state__in=[MessageState.SENT.value, MessageState.IN_DOUBT.value]
        ).update(
            state=MessageState.BOUNCED.value,
            reason=reason.code,
            server_words=notice.words[:500],
            changed_at=now,
        )
        if written:
            note(message, MessageStep.BOUNCED, reason, words=notice.words)
            mark_address(
                message.to_address,
                kind,
                code=bounce_code(notice.words, status=notice.status),
                words=notice.words,
                message=message,
                at=now,
            )
            tell_of_return(message)
    return True


def _record_unproven(notice: Notice, message: Message) -> bool:
    """Once a message, the address has sent something back; what became of the message nobody has shown."""
    if not BouncedAddress.objects.filter(address=message.to_address.lower(), message=message).exists():
        mark_address(
            message.to_address,
            BounceKind.SOFT,
            code=bounce_code(notice.words, status=notice.status),
            words=notice.words,
            message=message,
            at=timezone.now(),
        )
    return True


def _find(notice: Notice) -> Message | None:
    """The message that came back: by its id, else the last one to that address."""
    rows = Message.objects.order_by("-pk")
    if notice.message_id:
        public_id = notice.message_id.strip("<>").partition("@")[0][:12]
        return rows.filter(public_id=public_id, message_id=notice.message_id).first()
    since = timezone.now() - _RECENT
    states = [MessageState.SENT.value, MessageState.IN_DOUBT.value, MessageState.BOUNCED.value]
    of_mailbox = rows.alias(mailbox=Lower("to_address")).filter(mailbox=notice.address.lower())
    return of_mailbox.filter(created_at__gt=since, state__in=states).first()
