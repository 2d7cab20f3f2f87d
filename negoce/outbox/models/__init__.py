"""The tables of the outbox."""

from negoce.outbox.models.bounced_address import BouncedAddress
from negoce.outbox.models.message import Message, MessageAttachment, MessageEvent
from negoce.outbox.models.stopped_address import StoppedAddress
from negoce.outbox.models.template import MessageTemplate

__all__ = [
    "BouncedAddress",
    "Message",
    "MessageAttachment",
    "MessageEvent",
    "MessageTemplate",
    "StoppedAddress",
]
