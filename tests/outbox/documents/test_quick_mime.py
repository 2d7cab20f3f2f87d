"""A message put together by hand says the same as one that the library makes."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default

from hypothesis import given, settings
from hypothesis import strategies as st

from negoce.outbox.documents import mime
from negoce.outbox.documents.mime import Content, build
from tests.outbox.documents.test_letter import PIXEL, content

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=160)
HEADERS = ("Message-ID", "Date", "Reply-To", "Subject", "Content-Language", "List-Unsubscribe")


def read(whole: bytes) -> EmailMessage:
    mail = email.message_from_bytes(whole, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def said(mail: EmailMessage) -> dict[str, object]:
    parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
    return {
        **{name: str(mail[name]) for name in HEADERS},
        **{
            kind: part.get_content().replace("\r\n", "\n") for kind, part in parts.items() if part is not None
        },
        # Python reads the space between two encoded words of a name, which stands for nothing (RFC 2047, 6.2).
        "people": [
            ("".join(each.display_name.split()), each.addr_spec)
            for name in ("From", "To")
            for each in mail[name].addresses
        ],
    }


def both(given: Content) -> tuple[dict[str, object], dict[str, object]]:
    return said(read(build(given))), said(read(mime._with_files(given)))


@settings(max_examples=80, deadline=None)
@given(
    WORDS,
    WORDS,
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n"), max_size=400),
)
def test_they_say_the_same(name: str, subject: str, text: str) -> None:
    given = content(
        to_name=name, subject=subject, text=text, html=f"<p>{text}</p>", unsubscribe="camille@house.example"
    )
    by_hand, by_library = both(given)
    assert by_hand == by_library


def test_in_ascii_by_lines_that_every_server_takes() -> None:
    whole = build(content(subject="É" * 190, to_name="Ï" * 150, text="é" * 5_000, html="<p>" + "é" * 9_000))
    assert whole.isascii()
    assert b"\n" not in whole.replace(b"\r\n", b"")
    assert max(len(line) for line in whole.split(b"\r\n")) <= 200


def test_a_logo_and_both_ways_out() -> None:
    url = "https://crm.house.example/u/" + "x" * 60
    mail = read(
        build(
            content(
                html='<img src="cid:logo">',
                logo=(PIXEL, "png"),
                unsubscribe="camille@house.example",
                unsubscribe_url=url,
            )
        )
    )
    (image,) = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert (image["Content-ID"], image.get_payload(decode=True)) == ("<logo>", PIXEL)
    assert mail["List-Unsubscribe"] == f"<{url}>, <mailto:camille@house.example?subject=stop>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
