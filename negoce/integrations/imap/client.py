"""Reads what is new in a mailbox, a mail at a time; each is marked as read once the caller has dealt with it."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable
from contextlib import suppress

from negoce.integrations.imap.types import ImapMailbox, ImapProblem

MOST_MAILS = 500
# A notice that returns a whole message with its attachments is heavy: what matters stands in its first part.
MOST_BYTES = 2_000_000
_UID = re.compile(rb"\d{1,10}")


def read_new(mailbox: ImapMailbox, take: Callable[[bytes], None], *, most: int = MOST_MAILS) -> int:
    """Give `take` each mail that nobody has read, oldest first, at most so many; returns how many.

    What `take` raises goes through, and that mail stays unread. Raises ImapProblem.
    """
    line = _connect(mailbox)
    try:
        return _read(line, take, most)
    except (imaplib.IMAP4.error, OSError) as problem:
        if isinstance(problem, ImapProblem):
            raise
        raise ImapProblem(str(problem)[:300]) from problem
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            line.logout()


def _connect(mailbox: ImapMailbox) -> imaplib.IMAP4:
    line: imaplib.IMAP4 | None = None
    try:
        if mailbox.is_encrypted:
            context = ssl.create_default_context()
            line = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=mailbox.timeout)
        else:
            line = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.timeout)
        line.login(mailbox.user, mailbox.password)
        answer, _data = line.select(f'"{mailbox.folder}"')
        if answer != "OK":
            raise ImapProblem(f"no folder {mailbox.folder}")
    except (imaplib.IMAP4.error, OSError) as problem:
        if line is not None:
            line.shutdown()
        if isinstance(problem, ImapProblem):
            raise
        raise ImapProblem(str(problem)[:300]) from problem
    return line


def _read(line: imaplib.IMAP4, take: Callable[[bytes], None], most: int) -> int:
    _answer, found = line.uid("SEARCH", "UNSEEN")
    uids = [uid.decode() for uid in _UID.findall(found[0] or b"")][:most]
    for uid in uids:
        _answer, parts = line.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
        content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        if content:
            take(content)
        line.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    return len(uids)
