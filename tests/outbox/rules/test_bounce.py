"""What a server's refusal says of an address, and what the notices of mail servers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.outbox.rules.bounce import bounce_code, bounce_kind
from negoce.outbox.rules.delivery_notice import Notice, read_notices
from tests.outbox.notices import notice


@pytest.mark.parametrize(
    ("words", "code", "status", "kind", "kept"),
    [
        ("550 5.1.1 no such user", 550, "", "hard", "5.1.1"),
        ("User unknown", 550, "", "hard", "550"),
        ("host not found", 0, "5.4.4", "hard", "5.4.4"),
        ("mailbox disabled", 0, "5.2.1", "hard", "5.2.1"),
        ("mailbox full", 552, "", "soft", "552"),
        ("5.2.2 over quota", 552, "", "soft", "5.2.2"),
        ("5.7.1 blocked by policy", 550, "", "soft", "5.7.1"),
        ("4.2.1 try later", 450, "", "soft", "4.2.1"),
        ("version 10.5.1.12 says no", 550, "", "hard", "550"),
        ("", 0, "5.0.0", "soft", "5.0.0"),
    ],
)
def test_what_it_says_of_the_address(words: str, code: int, status: str, kind: str, kept: str) -> None:
    assert bounce_kind(words, code, status) == kind
    assert bounce_code(words, code, status) == kept


@pytest.mark.parametrize("whole", [True, False])
def test_a_notice_is_read(whole: bool) -> None:
    content = notice("helene@dairy.example", "<abc@house.example>", whole=whole)
    assert list(read_notices(content)) == [
        Notice("helene@dairy.example", "failed", "5.1.1", "550 5.1.1 no such user", "<abc@house.example>")
    ]


def test_mails_that_are_no_notices() -> None:
    assert list(read_notices(b"")) == []
    assert list(read_notices(b"Subject: absence\r\n\r\nJe suis absent.\r\n")) == []
    assert (
        list(read_notices(b"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; \r\n"))
        == []
    )


@given(st.binary(max_size=400))
def test_no_mail_breaks_it(content: bytes) -> None:
    read_notices(content)
    read_notices(b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n" + content)
    read_notices(b"Content-Type: message/delivery-status\r\n\r\n" + content)
