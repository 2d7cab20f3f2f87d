"""The whole content of a message as it leaves: headers, text, HTML with its logo, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from negoce.outbox.documents.letter import LOGO_ID
from negoce.outbox.documents.quick_mime import assemble, mailbox, words


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
    addresses = f"{content.from_address}{content.to_address}{content.reply_to}{content.unsubscribe_url}"
    return _with_files(content) if content.enclosures or not addresses.isascii() else _alone(content)


def _alone(content: Content) -> bytes:
    """A message without files."""
    headers = [
        ("Message-ID", content.message_id),
        ("Date", format_datetime(content.at)),
        ("From", mailbox(_line(content.from_name), content.from_address)),
        ("To", mailbox(_line(content.to_name), content.to_address)),
    ]
    if content.reply_to:
        headers.append(("Reply-To", content.reply_to))
    headers += [
        ("Subject", words(_line(content.subject), "Subject")),
        ("Content-Language", content.language),
        *_ways_out(content),
    ]
    drawn = content.logo if f"cid:{LOGO_ID}" in content.html else None
    mark = sha256(content.message_id.encode()).hexdigest()[:24]
    return assemble(headers, content.text, content.html, mark=mark, logo=drawn, logo_id=LOGO_ID)


def _ways_out(content: Content) -> Sequence[tuple[str, str]]:
    """How mail programs offer to say stop: by a message, and in one click where there is a page (RFC 2369, 8058)."""
    if not content.unsubscribe:
        return ()
    by_mail = f"<mailto:{content.unsubscribe}?subject=stop>"
    if not content.unsubscribe_url:
        return [("List-Unsubscribe", by_mail)]
    return [
        ("List-Unsubscribe", f"<{content.unsubscribe_url}>,\r\n {by_mail}"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _with_files(content: Content) -> bytes:
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Message-ID"] = content.message_id
    mail["Date"] = format_datetime(content.at)
    mail["From"] = _address(content.from_name, content.from_address)
    mail["To"] = _address(content.to_name, content.to_address)
    if content.reply_to:
        mail["Reply-To"] = _address("", content.reply_to)
    mail["Subject"] = _line(content.subject)
    for name, value in _ways_out(content):
        mail[name] = value.replace("\r\n", "")
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
    # The library would move it into a part, were it there before them.
    mail["Content-Language"] = content.language
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
