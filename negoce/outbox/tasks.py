"""Jobs of the outbox."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError

from negoce.integrations.imap.client import read_new
from negoce.integrations.imap.types import ImapMailbox
from negoce.integrations.smtp.types import MailRoute
from negoce.jobs.running import RunningJob
from negoce.outbox.actions.bounce_record import record_notices
from negoce.outbox.actions.messages_purge import purge_messages
from negoce.outbox.actions.messages_send import send_due

logger = logging.getLogger("negoce.outbox")


def send(job: RunningJob) -> dict[str, object]:
    """Send what is due; messages wait as long as no server is set."""
    route: MailRoute | None = settings.NEGOCE_MAIL_ROUTE
    if route is None:
        return {"tried": 0, "server": False}
    run = send_due(
        route,
        owner=f"job:{job.id}",
        a_minute=settings.NEGOCE_MAILS_A_MINUTE,
        between=lambda count: job.progress(count),
    )
    return {"tried": run.tried, "reached": run.reached}


def purge(job: RunningJob) -> dict[str, int]:
    """Delete messages past their time, and files that no message has."""
    return purge_messages(between=lambda count: job.progress(count))


def read_bounces(job: RunningJob) -> dict[str, int]:
    """Read what mail servers sent back, when there is a mailbox for it.

    A mail that fails is counted apart and left behind as read: the next ones do not wait for it. When the database
    does not answer, the mail stays unread.
    """
    mailbox: ImapMailbox | None = settings.NEGOCE_BOUNCES
    if mailbox is None:
        return {}
    counts = {"mails": 0, "recorded": 0, "failed": 0}

    def take(content: bytes) -> None:
        try:
            counts["recorded"] += record_notices(content).recorded
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # whatever somebody put in a mail: anybody may write to this mailbox
            logger.exception("a mail that came back could not be read")
            counts["failed"] += 1
        counts["mails"] += 1
        job.progress(counts["mails"])

    read_new(mailbox, take)
    return counts
