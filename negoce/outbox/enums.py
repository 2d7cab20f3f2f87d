"""The closed lists of the outbox; anyone may import them."""

from __future__ import annotations

from enum import StrEnum

from negoce.companies.enums import ContactPurpose as ContactPurpose


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"
    BOUNCED = "bounced"


# Nothing more happens to these by itself.
ENDED = frozenset(
    {
        MessageState.SENT,
        MessageState.REFUSED,
        MessageState.FAILED,
        MessageState.CANCELLED,
        MessageState.BOUNCED,
    }
)
# What a person may hand over again, on their word.
RESENDABLE = frozenset(
    {
        MessageState.REFUSED,
        MessageState.FAILED,
        MessageState.IN_DOUBT,
        MessageState.CANCELLED,
        MessageState.BOUNCED,
    }
)
# What a person may keep from leaving.
CANCELLABLE = frozenset({MessageState.WAITING, MessageState.HELD, MessageState.IN_DOUBT})


class MessageKind(StrEnum):
    """What a message is about; each kind has its merge fields (rules/merge_fields.py)."""

    LETTER = "letter"
    QUOTE = "quote"
    QUOTE_CODE = "quote_code"
    ORDER = "order"
    DELIVERY = "delivery"
    INVOICE = "invoice"
    REMINDER = "reminder"
    TERMS = "terms"
    CONTRACT = "contract"
    VISIT = "visit"
    MAILING = "mailing"
    NOTICE = "notice"
    FORM_LINK = "form_link"
    TEST = "test"


# What they hold proves who reads a mailbox: nobody of the house may read it.
SECRET_KINDS = (MessageKind.QUOTE_CODE, MessageKind.FORM_LINK)


class MessageStep(StrEnum):
    """What happened to a message."""

    QUEUED = "queued"
    REFUSED = "refused"
    TRIED = "tried"
    POSTPONED = "postponed"
    SENT = "sent"
    FAILED = "failed"
    DOUBTED = "doubted"
    SETTLED = "settled"
    RESENT = "resent"
    CANCELLED = "cancelled"
    RECLAIMED = "reclaimed"
    HELD = "held"
    RELEASED = "released"
    BOUNCED = "bounced"


class BounceKind(StrEnum):
    """What a mail server says of an address: it will never take mail, or could not this time."""

    HARD = "hard"
    SOFT = "soft"
