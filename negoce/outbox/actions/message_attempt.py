"""One attempt with one message, under its lease: conditional UPDATEs, so that nobody else's outcome is written over.

`Settling` lets the outcome of an accepted message be written with the hand-over of the next one: one commit a message
instead of two. What is accepted and not written yet is one message at most, and a crash leaves it in doubt.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from negoce.companies.models import Contact
from negoce.companies.rules.privacy.reach import Reach
from negoce.kit.explain import Explanation
from negoce.outbox.actions.bounce_record import mark_address
from negoce.outbox.actions.gate import decide, decision
from negoce.outbox.actions.history import note
from negoce.outbox.actions.message_back import back_state, note_steered
from negoce.outbox.actions.message_claim import LEASE, release
from negoce.outbox.actions.message_hand import hand_one_of_many
from negoce.outbox.actions.message_told import tell
from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import BounceKind, ContactPurpose, MessageState, MessageStep
from negoce.outbox.models import Message
from negoce.outbox.rules.bounce import bounce_code, bounce_kind
from negoce.outbox.rules.retry import next_delay

logger = logging.getLogger("negoce.outbox")


class LeaseLost(Exception):
    """Another attempt has the message, or a person cancelled it: nothing may be sent."""


class Steered(Exception):
    """The run of the message was paused or stopped: it does not leave."""


class RefusedMeanwhile(Exception):
    """The gate has closed since the message was asked for."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(reach.reason.code)
        self.reach = reach


class Settling:
    """The outcome of the last message accepted, not written yet; `is_lazy` off writes each at once."""

    def __init__(self, *, is_lazy: bool = True) -> None:
        self._is_lazy = is_lazy
        self._waiting: Callable[[], None] | None = None

    def later(self, write: Callable[[], None]) -> None:
        """Have `write` done with the next thing that is written."""
        self.flush()
        if self._is_lazy:
            self._waiting = write
        else:
            write()

    def flush(self) -> None:
        """Write it now."""
        with self.written():
            pass

    @contextmanager
    def written(self) -> Iterator[None]:
        """A transaction that writes it first, with what follows inside; when that fails it is kept for the next one."""
        write = self._waiting
        with transaction.atomic():
            if write is not None:
                write()
            yield
        self._waiting = None


class Attempt:
    """What an attempt may write; `settling` is shared by the attempts of one run."""

    def __init__(self, message: Message, settling: Settling) -> None:
        self.message = message
        self.was_handed = False
        self._settling = settling

    def require_allowed(self) -> None:
        """Ask the gate again; raises RefusedMeanwhile."""
        message = self.message
        contact = None
        if message.contact_id is not None:
            rows = Contact.objects.filter(pk=message.contact_id).order_by()
            contact = rows.only("erased_at", "deleted_at", "informed_on").first()
        purpose = ContactPurpose(message.purpose)
        reach = decide(
            message.to_address,
            contact,
            purpose,
            company_id=message.company_id,
            is_job_related=self._is_job_related,
            under_way=True,
        )
        if not reach.allowed:
            raise RefusedMeanwhile(reach)

    def begin(self) -> None:
        """The server is ready: from here on only its answer tells. Raises LeaseLost, RefusedMeanwhile or Steered."""
        with self._settling.written():
            handed = hand_one_of_many(self.message, timezone.now(), LEASE)
        if not handed:
            self.require_allowed()
            now = timezone.now()
            mine = self._mine(MessageState.SENDING)
            if not mine.filter(steered="").update(handed_at=now, lease_until=now + LEASE):
                raise Steered if mine.exists() else LeaseLost
        self.was_handed = True

    def put_aside(self) -> None:
        """Its run was paused or stopped before the server had it."""
        release([self.message])

    def sent(self, words: str) -> None:
        """The server took it; written with what is written next."""
        at = timezone.now()
        self._settling.later(
            lambda: self._write(
                MessageState.SENT, MessageStep.SENT, None, words, sent_at=at, server_words=words[:500]
            )
        )

    def refuse(self, reach: Reach) -> None:
        """The gate closed: it does not leave."""
        kept = decision(reach, is_job_related=self._is_job_related)
        self._settle(
            MessageState.REFUSED, MessageStep.REFUSED, reach.reason, "", decided_by=kept, handed_at=None
        )

    def fail(self, reason: Explanation, words: str) -> None:
        """It will not leave by itself any more."""
        values = {"server_words": words[:500], "handed_at": None}
        self._settle(MessageState.FAILED, MessageStep.FAILED, reason, words, **values)

    def refused_address(self, code: int, words: str) -> None:
        """The server refuses the recipient: what it says of the address is kept with it."""
        kind = bounce_kind(words, code)
        dead = kind is BounceKind.HARD
        said = f"{code} {words}" if code else words
        self._settling.flush()
        with transaction.atomic():
            self.fail(Explanation("server.recipient" if dead else "server.permanent"), said)
            mark_address(
                self.message.to_address,
                kind,
                code=bounce_code(words, code),
                words=said,
                message=self.message,
                at=timezone.now(),
            )

    def doubt(self, words: str) -> None:
        """Whether it left is not known."""
        self._settle(
            MessageState.IN_DOUBT,
            MessageStep.DOUBTED,
            Explanation("server.unknown"),
            words,
            server_words=words[:500],
        )

    def postpone(self, reason: Explanation, words: str) -> None:
        """Not now: tried again later, or given up after the last try."""
        delay = next_delay(self.message.attempts)
        if delay is None:
            self.fail(Explanation("tries.over"), words)
            return
        self._settle(
            MessageState.WAITING,
            MessageStep.POSTPONED,
            reason,
            words,
            not_before=timezone.now() + delay,
            handed_at=None,
            server_words=words[:500],
        )

    def stumble(self) -> None:
        """An error of ours: in doubt when the server may have had it all, else tried again."""
        if self.was_handed:
            self.doubt("")
        else:
            self.postpone(Explanation("internal"), "")

    @property
    def _is_job_related(self) -> bool:
        return bool(self.message.decided_by.get("is_job_related", True))

    def _settle(
        self, state: MessageState, step: MessageStep, reason: Explanation | None, words: str, **values: object
    ) -> None:
        with self._settling.written():
            self._write(state, step, reason, words, **values)

    def _write(
        self, state: MessageState, step: MessageStep, reason: Explanation | None, words: str, **values: object
    ) -> None:
        """Write the outcome, unless another attempt has the message; one that was doubted meanwhile is cleared."""
        kept = {} if state is MessageState.IN_DOUBT else {"lease_owner": "", "lease_until": None}
        with transaction.atomic(savepoint=False):
            is_back = state is MessageState.WAITING
            written = self._mine(MessageState.SENDING, MessageState.IN_DOUBT).update(
                state=back_state() if is_back else state.value,
                steered="",
                reason=reason.code if reason is not None else "",
                changed_at=timezone.now(),
                **kept,
                **values,
            )
            if not written:
                logger.warning("Message %s: settled by somebody else as %s came", self.message.pk, state)
                return
            note(self.message, step, reason, words=words)
            tell(self.message, state, reason)
            if is_back and not note_steered([self.message.pk]):
                wake(values["not_before"])  # type: ignore[arg-type]  # a datetime, from postpone

    def _mine(self, *states: MessageState) -> QuerySet[Message]:
        return Message.objects.filter(
            pk=self.message.pk,
            lease_owner=self.message.lease_owner,
            state__in=[state.value for state in states],
        ).order_by()
