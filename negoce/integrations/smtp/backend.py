"""Django's e-mail backend over our own client: mail about accounts, the only mail that passes the outbox by."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from negoce.integrations.smtp.delivery import deliver
from negoce.integrations.smtp.types import Envelope, MailRoute, PermanentProblem, SmtpProblem


class MailBackend(BaseEmailBackend):
    """Sends at once, over the route that the settings name; problems are OSErrors, as with Django's own."""

    def __init__(self, fail_silently: bool = False, **named: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send each; returns how many were accepted. Raises SmtpProblem, unless asked to fail silently."""
        return sum(self._send(message) for message in email_messages if message.recipients())

    def _send(self, message: EmailMessage) -> int:
        route: MailRoute | None = settings.NEGOCE_MAIL_ROUTE
        try:
            if route is None:
                raise PermanentProblem("no mail server is set (NEGOCE_SMTP)")
            deliver(route, _envelope(message))
        except SmtpProblem:
            if not self.fail_silently:
                raise
            return 0
        return 1


def _envelope(message: EmailMessage) -> Envelope:
    sender = parseaddr(message.from_email)[1]
    recipients = tuple(parseaddr(each)[1] for each in message.recipients())
    return Envelope(sender, recipients, message.message().as_bytes())
