"""The HTML of a message: the words of a person, never code; and the whole message as it leaves."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.policy import default

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from negoce.outbox.documents.letter import Letterhead, letter_html
from negoce.outbox.documents.letterhead import letterhead, logo_of
from negoce.outbox.documents.mime import Content, Enclosure, build
from negoce.parameters.models import Seller

HEAD = Letterhead("L’Étoile & Fils", ("12 rue de la Paix", "04 75 00 00 00"))
PIXEL = b"\x89PNG\r\n\x1a\n"


def content(**changes: object) -> Content:
    values: dict[str, object] = {
        "message_id": "<abc@house.example>",
        "at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "from_name": "Camille Roche · L’Étoile",
        "from_address": "crm@house.example",
        "reply_to": "camille@house.example",
        "to_name": "Hélène Mallet",
        "to_address": "helene@dairy.example",
        "subject": "Été",
        "text": "Bonjour",
        "html": "<p>Bonjour</p>",
        **changes,
    }
    return Content(**values)  # type: ignore[arg-type]


def test_paragraphs_lists_and_links() -> None:
    page = letter_html(
        "Bonjour,\nHélène\n\n- un\n- deux\n\nVoir https://a.example/?x=1&y=2.", HEAD, language="fr"
    )
    tree = lxml_html.fromstring(page)
    assert [each.text for each in tree.iter("li")] == ["un", "deux"]
    (link,) = tree.iter("a")
    assert (link.get("href"), link.text) == ("https://a.example/?x=1&y=2", "https://a.example/?x=1&y=2")
    assert "L’Étoile & Fils" in tree.text_content()
    assert "googleapis" not in page


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_no_text_becomes_markup(text: str, name: str) -> None:
    page = letter_html(f"<script>{text}</mj-text><img src=x onerror=y>", Letterhead(name), language="fr")
    tags = {element.tag for element in lxml_html.fromstring(page).iter() if isinstance(element.tag, str)}
    assert tags.isdisjoint({"script", "img", "iframe", "form", "object"})


def test_a_colour_that_is_none_is_left_aside() -> None:
    page = letter_html("x", Letterhead("A", colour='red;}" onload="x'), language="fr")
    assert "onload" not in page


def test_the_sellers_logo_goes_along_where_it_is_drawn() -> None:
    seller = Seller(pk=1, name="Étoile", logo=PIXEL, logo_kind="png", colour="#112233", city="Valence")
    assert logo_of(seller) == (PIXEL, "png")
    assert letterhead(seller).has_logo
    assert logo_of(Seller(pk=1, logo=b"<svg/>", logo_kind="svg")) is None
    page = letter_html("x", letterhead(seller), language="fr")
    mail = email.message_from_bytes(build(content(html=page, logo=(PIXEL, "png"))), policy=default)
    (image,) = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert image["Content-ID"] == "<logo>"
    assert image.get_payload(decode=True) == PIXEL


def test_the_whole_is_ascii_with_crlf_and_no_header_of_a_persons_own() -> None:
    given = content(
        subject="Été\r\nBcc: all@world.example",
        to_name="Hélène\nX-Evil: 1",
        unsubscribe="camille@house.example",
        enclosures=[Enclosure("Devis n° 1.pdf", "application/pdf", b"%PDF\x00\xff")],
    )
    whole = build(given)
    assert whole.isascii()
    assert b"\n" not in whole.replace(b"\r\n", b"")
    assert max(len(line) for line in whole.split(b"\r\n")) <= 998
    mail = email.message_from_bytes(whole, policy=default)
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "Été Bcc: all@world.example"
    assert mail["List-Unsubscribe"] == "<mailto:camille@house.example?subject=stop>"
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Devis n° 1.pdf", b"%PDF\x00\xff")
