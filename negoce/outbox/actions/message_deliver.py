"""Sends one message: claimed, handed over, settled, each a step that a crash may interrupt without harm.

Claim, hand over and settle are conditional UPDATEs on the attempt's own lease. `handed_at` is written when the server
is ready for the body: an attempt that dies before is simply tried again, one that dies after leaves the message
in doubt, because only the server knows. Nothing is ever sent twice by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from negoce.companies.rules.privacy.reach import Reach
from negoce.integrations.smtp.delivery import deliver
from negoce.integrations.smtp.types import (
    Envelope,
    LineProblem,
    MailRoute,
    PermanentProblem,
    RecipientRefused,
    SmtpProblem,
    TemporaryProblem,
    UnknownOutcome,
)
from negoce.jobs.events import emit
from negoce.kit.explain import Explanation
from negoce.outbox.actions.attachments import AttachmentChanged, enclosures
from negoce.outbox.actions.gate import decide, decision
from negoce.outbox.actions.history import note
from negoce.outbox.actions.wake import wake
from negoce.outbox.documents.letterhead import logo_of
from negoce.outbox.documents.mime import Content, build
from negoce.outbox.enums import ContactPurpose, MessageState, MessageStep
from negoce.outbox.events import MESSAGE_FAILED, MESSAGE_SENT
from negoce.outbox.models import Message
from negoce.outbox.rules.retry import next_delay
from negoce.parameters.queries.seller import seller as read_seller

logger = logging.getLogger("negoce.outbox")
# Longer than all the exchanges with a server together: nobody takes a message from a living attempt.
LEASE = timedelta(minutes=5)


class LeaseLost(Exception):
    """Another attempt has the message, or a person cancelled it: nothing may be sent."""


class RefusedMeanwhile(Exception):
    """The gate has closed since the message was asked for."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(reach.reason.code)
        self.reach = reach


def claim_next(owner: str) -> Message | None:
    """Give `owner`, a name never used before, the message due the longest; None when nothing is due."""
    while True:
        now = timezone.now()
        due = Message.objects.filter(state=MessageState.WAITING.value, not_before__lte=now)
        key = due.order_by("not_before", "id").values_list("pk", flat=True).first()
        if key is None:
            return None
        taken = Message.objects.filter(pk=key, state=MessageState.WAITING.value).update(
            state=MessageState.SENDING.value,
            lease_owner=owner,
            lease_until=now + LEASE,
            handed_at=None,
            attempts=F("attempts") + 1,
            changed_at=now,
        )
        if taken:
            return Message.objects.select_related("contact").get(pk=key)


def send_claimed(message: Message, route: MailRoute) -> bool:
    """Hand over a claimed message and write what became of it; False when the server cannot be reached at all."""
    attempt = _Attempt(message)
    try:
        attempt.require_allowed()
        accepted = deliver(route, attempt.envelope(), before_body=attempt.begin)
    except LeaseLost:
        logger.warning("Message %s: taken by another attempt, nothing was sent", message.pk)
    except RefusedMeanwhile as refusal:
        attempt.refuse(refusal.reach)
    except AttachmentChanged as problem:
        attempt.fail(Explanation("attachment.changed"), str(problem))
    except UnknownOutcome as problem:
        attempt.doubt(problem.words)
    except RecipientRefused as problem:
        attempt.fail(Explanation("server.recipient"), _words(problem))
    except PermanentProblem as problem:
        attempt.fail(Explanation("server.permanent"), _words(problem))
    except LineProblem as problem:
        attempt.postpone(Explanation("server.line"), _words(problem))
        return False
    except TemporaryProblem as problem:
        attempt.postpone(Explanation("server.temporary"), _words(problem))
    except Exception:
        logger.exception("Message %s could not be sent", message.pk)
        attempt.stumble()
    else:
        attempt.sent(accepted.words)
    return True


class _Attempt:
    """One attempt with one message, under its lease."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.was_handed = False

    def envelope(self) -> Envelope:
        message = self.message
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        solicits = message.purpose != ContactPurpose.CONTRACTUAL.value
        content = Content(
            message_id=message.message_id,
            at=timezone.localtime(),
            from_name=message.from_name,
            from_address=sender,
            reply_to=message.reply_to,
            to_name=message.to_name,
            to_address=message.to_address,
            subject=message.subject,
            text=message.text,
            html=message.html,
            language=message.language,
            unsubscribe=(message.reply_to or sender) if solicits else "",
            logo=logo_of(read_seller()),
            enclosures=enclosures(message),
        )
        return Envelope(sender, (message.to_address,), build(content))

    def require_allowed(self) -> None:
        """Ask the gate again; raises RefusedMeanwhile."""
        message = self.message
        if message.contact is not None:
            message.contact.refresh_from_db()
        job_related = bool(message.decided_by.get("is_job_related", True))
        reach = decide(
            message.to_address, message.contact, ContactPurpose(message.purpose), is_job_related=job_related
        )
        if not reach.allowed:
            raise RefusedMeanwhile(reach)

    def begin(self) -> None:
        """The server is ready: from here on only its answer tells. Raises LeaseLost or RefusedMeanwhile."""
        self.require_allowed()
        now = timezone.now()
        if not self._mine(MessageState.SENDING).update(handed_at=now, lease_until=now + LEASE):
            raise LeaseLost
        self.was_handed = True

    def sent(self, words: str) -> None:
        self._settle(
            MessageState.SENT, MessageStep.SENT, None, words, sent_at=timezone.now(), server_words=words[:500]
        )

    def refuse(self, reach: Reach) -> None:
        job_related = bool(self.message.decided_by.get("is_job_related", True))
        kept = decision(reach, is_job_related=job_related)
        self._settle(
            MessageState.REFUSED, MessageStep.REFUSED, reach.reason, "", decided_by=kept, handed_at=None
        )

    def fail(self, reason: Explanation, words: str) -> None:
        values = {"server_words": words[:500], "handed_at": None}
        self._settle(MessageState.FAILED, MessageStep.FAILED, reason, words, **values)

    def doubt(self, words: str) -> None:
        self._settle(
            MessageState.IN_DOUBT,
            MessageStep.DOUBTED,
            Explanation("server.unknown"),
            words,
            server_words=words[:500],
        )

    def postpone(self, reason: Explanation, words: str) -> None:
        delay = next_delay(self.message.attempts)
        if delay is None:
            self.fail(Explanation("tries.over"), words)
            return
        at = timezone.now() + delay
        self._settle(
            MessageState.WAITING,
            MessageStep.POSTPONED,
            reason,
            words,
            not_before=at,
            handed_at=None,
            server_words=words[:500],
        )

    def stumble(self) -> None:
        """An error of ours: in doubt when the server may have had it all, else tried again."""
        if self.was_handed:
            self.doubt("")
        else:
            self.postpone(Explanation("internal"), "")

    def _settle(
        self,
        state: MessageState,
        step: MessageStep,
        reason: Explanation | None,
        words: str,
        **values: object,
    ) -> None:
        """Write the outcome, unless another attempt has the message; one that was doubted meanwhile is cleared."""
        now = timezone.now()
        kept = {} if state is MessageState.IN_DOUBT else {"lease_owner": "", "lease_until": None}
        with transaction.atomic():
            written = self._mine(MessageState.SENDING, MessageState.IN_DOUBT).update(
                state=state.value,
                reason=reason.code if reason is not None else "",
                changed_at=now,
                **kept,
                **values,
            )
            if not written:
                logger.warning("Message %s: settled by somebody else as %s came", self.message.pk, state)
                return
            note(self.message, step, reason, words=words)
            tell(self.message, state, reason)
            if state is MessageState.WAITING:
                wake(values["not_before"])  # type: ignore[arg-type]  # a datetime, from postpone

    def _mine(self, *states: MessageState) -> QuerySet[Message]:
        return Message.objects.filter(
            pk=self.message.pk,
            lease_owner=self.message.lease_owner,
            state__in=[state.value for state in states],
        ).order_by()


def tell(message: Message, state: MessageState, reason: Explanation | None) -> None:
    """Tell the rooms above how a message ended, in the transaction of its end."""
    payload: Mapping[str, object] = {
        "message": message.public_id,
        "kind": message.kind,
        "related_kind": message.related_kind,
        "related_id": message.related_id,
        "company_id": message.company_id,
        "at": timezone.now().isoformat(),
    }
    if state is MessageState.SENT:
        emit(MESSAGE_SENT, payload)
    elif state in (MessageState.FAILED, MessageState.REFUSED, MessageState.CANCELLED):
        emit(MESSAGE_FAILED, {**payload, "state": state.value, "reason": reason.code if reason else ""})


def _words(problem: SmtpProblem) -> str:
    return f"{problem.code} {problem.words}" if problem.code else problem.words
