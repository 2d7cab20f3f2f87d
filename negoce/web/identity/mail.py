"""Mail about accounts: sent beside the request, whose time then does not tell whether an account exists."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
# Threads are awaited when the server stops: what was promised is sent.
_senders = ThreadPoolExecutor(max_workers=1, thread_name_prefix="account-mail")


def deliver(message: EmailMessage) -> None:
    """Send a message about an account; a failure is logged, the person can ask again."""
    if settings.NEGOCE_ACCOUNT_MAIL_IN_BACKGROUND:
        _senders.submit(_send, message)
    else:
        _send(message)


def _send(message: EmailMessage) -> bool:
    try:
        message.send()
    except OSError:
        # SMTP errors are OSErrors. The log names no link: it would open the account.
        logger.exception("A mail about an account could not be sent (%s)", message.subject)
        return False
    return True
