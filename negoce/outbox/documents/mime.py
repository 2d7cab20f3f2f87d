"""The whole content of a message as it leaves: headers, text, HTML with its logo, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from negoce.outbox.documents.letter import LOGO_ID


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attached file."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says and between whom.

    `unsubscribe` is the address that takes a « stop », `unsubscribe_url` the page that takes it in one click; or empty.
    """

    message_id: str
    at: datetime
    from_name: str
    from_address: str
    reply_to: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    language: str = "fr"
    unsubscribe: str = ""
    unsubscribe_url: str = ""
    logo: tuple[bytes, str] | None = None
    enclosures: Sequence[Enclosure] = ()


def build(content: Content) -> bytes:
    """The message in the form of RFC 5322, lines ended by CRLF, in ASCII only: any server takes it."""
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Message-ID"] = content.message_id
    mail["Date"] = format_datetime(content.at)
    mail["From"] = _address(content.from_name, content.from_address)
    mail["To"] = _address(content.to_name, content.to_address)
    if content.reply_to:
        mail["Reply-To"] = _address("", content.reply_to)
    mail["Subject"] = _line(content.subject)
    mail["Content-Language"] = content.language
    if content.unsubscribe:
        ways = [f"<mailto:{content.unsubscribe}?subject=stop>"]
        if content.unsubscribe_url:
            ways.insert(0, f"<{content.unsubscribe_url}>")
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail["List-Unsubscribe"] = ", ".join(ways)
    mail.set_content(content.text, cte="quoted-printable")
    mail.add_alternative(content.html, subtype="html", cte="quoted-printable")
    if content.logo is not None and f"cid:{LOGO_ID}" in content.html:
        _add_logo(mail, *content.logo)
    for enclosure in content.enclosures:
        main, _, sub = enclosure.content_type.partition("/")
        mail.add_attachment(
            enclosure.content,
            maintype=main or "application",
            subtype=sub or "octet-stream",
            filename=_line(enclosure.name),
        )
    return mail.as_bytes()


def _add_logo(mail: EmailMessage, logo: bytes, subtype: str) -> None:
    html = mail.get_body(("html",))
    assert isinstance(html, MIMEPart)
    html.add_related(
        logo, "image", subtype, cid=f"<{LOGO_ID}>", disposition="inline", filename=f"logo.{subtype}"
    )


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(_line(name), user, domain)


def _line(text: str) -> str:
    """One line without control characters: nothing that a person typed may open a header of its own."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
