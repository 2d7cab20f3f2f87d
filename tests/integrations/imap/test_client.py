"""A mailbox read over IMAP, from a real server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negoce.integrations.imap.client import read_new
from negoce.integrations.imap.types import ImapMailbox, ImapProblem
from tests.harness.imap_server import imap_server
from tests.harness.mail_server import closed_port


def test_each_new_mail_is_taken_once() -> None:
    taken: list[bytes] = []
    with imap_server() as found:
        for number in range(3):
            found.put(b"Subject: %d\r\n\r\nbody\r\n" % number)
        assert read_new(found.mailbox, taken.append, most=2) == 2
        assert found.unread() == 1
        assert read_new(found.mailbox, taken.append) == 1
        assert read_new(found.mailbox, taken.append) == 0
        found.put(b"Subject: later\r\n\r\nbody\r\n")

        def fail(_content: bytes) -> None:
            raise ValueError("stop")

        with pytest.raises(ValueError, match="stop"):
            read_new(found.mailbox, fail)
        assert found.unread() == 1
        for wrong in (replace(found.mailbox, password="wrong"), replace(found.mailbox, folder="Nowhere")):
            with pytest.raises(ImapProblem):
                read_new(wrong, taken.append)
    assert [content.split(b"\r\n")[0] for content in taken] == [b"Subject: 0", b"Subject: 1", b"Subject: 2"]


def test_a_server_that_is_away() -> None:
    away = ImapMailbox("127.0.0.1", closed_port().port, is_encrypted=False, timeout=1)
    with pytest.raises(ImapProblem):
        read_new(away, lambda _content: None)
