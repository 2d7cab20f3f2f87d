"""What a person decides about a message that will not go on by itself: send again, take as sent, cancel."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.rules.emails import parse_email
from negoce.identity.permissions import NotAllowed, require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.gate import decide, decision
from negoce.outbox.actions.history import journal, note
from negoce.outbox.actions.message_send import WRITERS
from negoce.outbox.actions.message_told import tell, tell_of_decision
from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import (
    CANCELLABLE,
    RESENDABLE,
    ContactPurpose,
    MessageKind,
    MessageState,
    MessageStep,
)
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import visible_messages
from negoce.outbox.words.reasons import say

# The reader of an address wants nothing from us that they did not ask for.
_REFUSING = frozenset({"reach.opposed", "address.stopped"})


def resend_message(actor: Actor, message: Message, *, address: str = "") -> Message:
    """Let a message that ended badly, or is in doubt, leave again, to another `address` if one is given.

    The gate is asked again. Raises NotAllowed, and Refused when it says no, when the address is none, is not its
    reader's to be solicited at, or when the message stands elsewhere by now.
    """
    row = _load(actor, message)
    to = _address(address, row)
    _check_reader(row, to)
    reach = decide(
        to,
        row.contact,
        ContactPurpose(row.purpose),
        company_id=row.company_id,
        is_job_related=bool(row.decided_by.get("is_job_related", True)),
        under_way=True,
    )
    if not reach.allowed:
        raise Refused(say(reach.reason), fields={"address": [say(reach.reason)]})
    kept = decision(reach, is_job_related=bool(row.decided_by.get("is_job_related", True)))
    with transaction.atomic():
        now = timezone.now()
        written = _where(row, *RESENDABLE).update(
            state=MessageState.WAITING.value,
            reason="",
            server_words="",
            decided_by=kept,
            to_address=to,
            attempts=0,
            not_before=now,
            lease_owner="",
            lease_until=None,
            handed_at=None,
            changed_at=now,
        )
        _require(written)
        note(row, MessageStep.RESENT, reach.reason, actor=actor)
        journal(actor, row, "changed", state=(row.state, MessageState.WAITING.value))
        tell_of_decision(row)
        wake()
    row.refresh_from_db()
    return row


def take_as_sent(actor: Actor, message: Message) -> Message:
    """A person knows that a message in doubt has arrived. Raises NotAllowed, Refused."""
    row = _load(actor, message)
    with transaction.atomic():
        now = timezone.now()
        written = _where(row, MessageState.IN_DOUBT).update(
            state=MessageState.SENT.value,
            reason="",
            sent_at=row.handed_at or now,
            lease_owner="",
            changed_at=now,
        )
        _require(written)
        note(row, MessageStep.SETTLED, actor=actor)
        journal(actor, row, "changed", state=(row.state, MessageState.SENT.value))
        tell(row, MessageState.SENT, None)
    row.refresh_from_db()
    return row


def cancel_message(actor: Actor, message: Message) -> Message:
    """Keep a message that waits from leaving. Raises NotAllowed, and Refused when it is leaving already."""
    row = _load(actor, message)
    with transaction.atomic():
        now = timezone.now()
        written = _where(row, *CANCELLABLE).update(
            state=MessageState.CANCELLED.value, reason="", lease_owner="", changed_at=now
        )
        _require(written)
        note(row, MessageStep.CANCELLED, actor=actor)
        journal(actor, row, "changed", state=(row.state, MessageState.CANCELLED.value))
        tell(row, MessageState.CANCELLED, None)
        tell_of_decision(row)
    row.refresh_from_db()
    return row


def _load(actor: Actor, message: Message) -> Message:
    require_any(actor, *WRITERS)
    row = visible_messages(actor).filter(pk=message.pk).select_related("contact").first()
    if row is None:
        raise NotAllowed(_("Ce message n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    return row


def _address(given: str, row: Message) -> str:
    text = given.strip() or row.to_address
    parsed = parse_email(text)
    if parsed.value is None:
        message = _("« %(text)s » n’est pas une adresse e-mail.") % {"text": text[:80]}
        raise Refused(message, fields={"address": [message]})
    return parsed.value


def _check_reader(row: Message, to: str) -> None:
    """What the reader was told, and agreed to, holds for their own address: another one is asked for itself.

    A quote that they asked for is nobody else's who refuses to be written to.
    """
    own = row.contact.email if row.contact is not None else ""
    if to.lower() in (row.to_address.lower(), own.lower()):
        return
    if row.is_bulk and own:
        said = _("Un envoi ne part qu’à l’adresse de la fiche\u00a0: corrigez-la d’abord, puis renvoyez.")
        raise Refused(said, fields={"address": [said]})
    reach = decide(to, None, ContactPurpose.PROFESSIONAL, company_id=row.company_id)
    if row.kind == MessageKind.QUOTE.value and reach.reason.code in _REFUSING:
        raise Refused(say(reach.reason), fields={"address": [say(reach.reason)]})


def _where(row: Message, *states: MessageState) -> QuerySet[Message]:
    return Message.objects.filter(pk=row.pk, state__in=[state.value for state in states]).order_by()


def _require(written: int) -> None:
    if not written:
        raise Refused(_("Ce message a changé d’état entre-temps. Rechargez la page : rien n’a été changé."))
