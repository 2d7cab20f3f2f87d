"""Sends one message: claimed, handed over, settled, each a step that a crash may interrupt without harm.

`handed_at` is written when the server is ready for the body: an attempt that dies before is simply tried again, one
that dies after leaves the message in doubt, because only the server knows. Nothing is ever sent twice by itself.
"""

from __future__ import annotations

import logging
from email.utils import parseaddr
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from negoce.integrations.smtp.delivery import OpenRoute, deliver
from negoce.integrations.smtp.types import (
    Accepted,
    Envelope,
    LineProblem,
    MailRoute,
    PermanentProblem,
    RecipientRefused,
    SmtpProblem,
    TemporaryProblem,
    UnknownOutcome,
)
from negoce.kit.explain import Explanation
from negoce.outbox.actions.attachments import AttachmentChanged, enclosures
from negoce.outbox.actions.message_attempt import Attempt, LeaseLost, RefusedMeanwhile, Settling, Steered
from negoce.outbox.documents.letter import Letterhead, letter_html
from negoce.outbox.documents.letterhead import letterhead, logo_of
from negoce.outbox.documents.mime import Content, build
from negoce.outbox.enums import ContactPurpose
from negoce.outbox.models import Message
from negoce.parameters.models import Seller
from negoce.parameters.queries.seller import seller as read_seller

logger = logging.getLogger("negoce.outbox")


class House:
    """The seller as the messages of one run show it, read once."""

    @cached_property
    def seller(self) -> Seller:
        """The row of the seller."""
        return read_seller()

    @cached_property
    def logo(self) -> tuple[bytes, str] | None:
        """Their logo, where mail programs draw it."""
        return logo_of(self.seller)

    @cached_property
    def letterhead(self) -> Letterhead:
        """What stands around the texts."""
        return letterhead(self.seller)


def send_claimed(
    message: Message,
    route: MailRoute | OpenRoute,
    *,
    settling: Settling | None = None,
    house: House | None = None,
) -> bool:
    """Hand over a claimed message and write what became of it; False when the server cannot be reached at all.

    With `settling`, that it was accepted may be written with the next message: call its `flush` after the last.
    """
    attempt = Attempt(message, settling or Settling(is_lazy=False))
    try:
        accepted = _hand_over(attempt, route, house or House(), is_one_of_many=settling is not None)
    except LeaseLost:
        logger.warning("Message %s: taken by another attempt, nothing was sent", message.pk)
    except Steered:
        attempt.put_aside()
    except RefusedMeanwhile as refusal:
        attempt.refuse(refusal.reach)
    except AttachmentChanged as problem:
        attempt.fail(Explanation("attachment.changed"), str(problem))
    except UnknownOutcome as problem:
        attempt.doubt(problem.words)
    except RecipientRefused as problem:
        attempt.refused_address(problem.code, problem.words)
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


def _hand_over(
    attempt: Attempt, route: MailRoute | OpenRoute, house: House, *, is_one_of_many: bool
) -> Accepted:
    if not is_one_of_many:
        # Nobody calls a server for nothing; on an open line, asking once, at the last moment, is enough.
        attempt.require_allowed()
    return deliver(route, _envelope(attempt.message, house), before_body=attempt.begin)


def _envelope(message: Message, house: House) -> Envelope:
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
        html=html_of(message, house),
        language=message.language,
        unsubscribe=(message.reply_to or sender) if solicits else "",
        unsubscribe_url=message.unsubscribe_url if solicits else "",
        logo=house.logo,
        enclosures=() if message.is_bulk else enclosures(message),
    )
    return Envelope(sender, (message.to_address,), build(content))


def html_of(message: Message, house: House) -> str:
    """The HTML of a message; that of one of many is not kept ten thousand times, it follows from its text."""
    if message.html or not message.is_bulk:
        return message.html
    return letter_html(message.text, house.letterhead, language=message.language, subject=message.subject)


def _words(problem: SmtpProblem) -> str:
    return f"{problem.code} {problem.words}" if problem.code else problem.words
