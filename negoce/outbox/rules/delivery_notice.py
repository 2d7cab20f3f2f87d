"""Reads the notices by which mail servers say what became of a message (RFC 3464). Pure.

They come from anywhere: nothing in them is believed but what the outbox can match with a message of its own.
"""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32

_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{1,250}>")
_MOST_RECIPIENTS = 50
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said of one recipient: `action` is failed, delayed, delivered…, `message_id` that of our message."""

    address: str
    action: str
    status: str
    words: str
    message_id: str


def read_notices(content: bytes) -> Sequence[Notice]:
    """Return what a mail says of recipients; empty for a mail that is no delivery notice, or cannot be read."""
    try:
        return _read(content)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        # Parts without end in one another, characters that are none: no server writes so.
        return ()


def _read(content: bytes) -> Sequence[Notice]:
    mail = email.message_from_bytes(content, policy=compat32)
    status = next(
        (part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None
    )
    if status is None:
        return ()
    message_id = _original_id(mail)
    blocks = status.get_payload()
    if not isinstance(blocks, list):
        return ()
    notices = [
        _notice(block, message_id) for block in blocks[: _MOST_RECIPIENTS + 1] if isinstance(block, Message)
    ]
    return [each for each in notices if each is not None]


def _notice(block: Message, message_id: str) -> Notice | None:
    address = _line(
        _after_type(block.get("Final-Recipient", "")) or _after_type(block.get("Original-Recipient", ""))
    )
    action = str(block.get("Action", "")).strip().lower()
    if not address or not action:
        return None
    words = _line(_after_type(str(block.get("Diagnostic-Code", ""))))
    return Notice(address, action, _line(str(block.get("Status", "")))[:12], words, message_id)


def _original_id(mail: Message) -> str:
    """The Message-ID of what came back, whole or by its headers alone."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            held = inner[0] if isinstance(inner, list) and inner else None
            found = _ID.search(str(held.get("Message-ID", ""))) if isinstance(held, Message) else None
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            raw = part.get_payload(decode=True)
            text = raw if isinstance(raw, bytes) else b""
            found = _ID.search(str(email.message_from_bytes(text, policy=compat32).get("Message-ID", "")))
        else:
            found = None
        if found is not None:
            return found[0]
    return ""


def _after_type(value: str) -> str:
    """`rfc822; jean@dairy.example` → the address; `smtp; 550 no such user` → the words."""
    _kind, semicolon, rest = str(value).partition(";")
    return (rest if semicolon else str(value)).strip()


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST]
