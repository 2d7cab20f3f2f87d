"""The demo's mailbox: what it sent, as it would have been received. On an installation that sends, there is none."""

from __future__ import annotations

import email
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import default

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.integrations.smtp.folder import KeptMail, kept_mail, kept_mails
from negoce.integrations.smtp.types import MailFolder
from negoce.ui.components.lists import fact
from negoce.ui.words.say import short_moment
from negoce.web.outbox.sandbox import sandboxed, saved, with_frame

_PAGE = 50
_MOST_TEXT = 100_000


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """What was received, newest first, fifty at a time."""
    folder = _folder()
    try:
        start = max(0, int(request.GET.get("from", "0")[:6]))
    except ValueError:
        start = 0
    every = kept_mails(folder)
    shown = every[start : start + _PAGE]
    here = reverse("outbox:mailbox")
    context = {
        "lines": [_line(mail) for mail in shown],
        "older_url": f"{here}?from={start + _PAGE}" if len(every) > start + _PAGE else "",
        "newer_url": f"{here}?from={max(0, start - _PAGE)}" if start else "",
        "here_url": here,
    }
    return render(request, "web/outbox/mailbox.html", context)


@require_GET
def received(request: HttpRequest, key: str) -> HttpResponse:
    """One message as it was received."""
    kept = _kept(key)
    mail = _read(kept)
    html = mail.get_body(("html",))
    plain = mail.get_body(("plain",))
    names = (
        (_("De"), "From"),
        (_("À"), "To"),
        (_("Remis à"), "Delivered-To"),
        (_("Répondre à"), "Reply-To"),
        (_("Date"), "Date"),
        (_("Identifiant"), "Message-ID"),
    )
    context = {
        "title": str(mail["Subject"] or _("(sans objet)")),
        "facts": [fact(label, str(mail[name])) for label, name in names if mail[name]],
        "letter_url": reverse("outbox:received_letter", args=[key]) if html is not None else "",
        "text": _text(plain),
        "files": [
            {
                "name": part.get_filename() or _("fichier"),
                "url": reverse("outbox:received_file", args=[key, position]),
            }
            for position, part in enumerate(_files(mail))
        ],
        "source_url": reverse("outbox:received_source", args=[key]),
    }
    return with_frame(render(request, "web/outbox/received.html", context))


@require_GET
def received_letter(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML of a received message, for the frame of its page."""
    mail = _read(_kept(key))
    html = mail.get_body(("html",))
    if html is None:
        raise Http404(_("Ce message n’a pas de mise en page."))
    images = [part for part in mail.walk() if part.get_content_maintype() == "image" and part["Content-ID"]]
    logo = None
    if images:
        content = images[0].get_payload(decode=True)
        logo = (content, images[0].get_content_subtype()) if isinstance(content, bytes) else None
    return sandboxed(str(html.get_content()), logo=logo)


@require_GET
def received_file(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """An attached file, to be saved."""
    files = _files(_read(_kept(key)))
    if position >= len(files):
        raise Http404(_("Ce fichier n’existe pas, ou n’est plus gardé."))
    content = files[position].get_payload(decode=True)
    return saved(content if isinstance(content, bytes) else b"", files[position].get_filename() or "file")


@require_GET
def received_source(request: HttpRequest, key: str) -> HttpResponse:
    """The message byte for byte, as text."""
    content = _kept(key).path.read_bytes()
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def _folder() -> MailFolder:
    """The folder of the demo. Elsewhere mail holds links that open accounts: nobody reads it here."""
    route = settings.NEGOCE_MAIL_ROUTE
    if not settings.DEMO or not isinstance(route, MailFolder):
        raise Http404(_("La boîte aux lettres n’existe que dans la démonstration."))
    return route


def _kept(key: str) -> KeptMail:
    found = kept_mail(_folder(), key)
    if found is None:
        raise Http404(_("Ce message n’est pas dans la boîte aux lettres."))
    return found


def _read(kept: KeptMail) -> EmailMessage:
    return email.message_from_bytes(kept.path.read_bytes(), policy=default)


def _line(kept: KeptMail) -> Mapping[str, object]:
    mail = _read(kept)
    return {
        "url": reverse("outbox:received", args=[kept.key]),
        "subject": str(mail["Subject"] or _("(sans objet)")),
        "to": str(mail["Delivered-To"] or mail["To"] or ""),
        "sender": str(mail["From"] or ""),
        "when": short_moment(kept.received_at),
        "files": len(_files(mail)),
    }


def _files(mail: EmailMessage) -> Sequence[EmailMessage]:
    return [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)]


def _text(part: object) -> str:
    return str(part.get_content())[:_MOST_TEXT] if isinstance(part, EmailMessage) else ""
