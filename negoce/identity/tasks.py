"""The nightly job of identity: what has served its time is forgotten."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from negoce.identity.actions.api_reply import forget_replies
from negoce.identity.actions.sign_in_link import forget_spent_links
from negoce.identity.models import SecondFactorAttempt
from negoce.jobs.running import RunningJob

ATTEMPTS_KEPT = timedelta(days=1)


def tidy(job: RunningJob) -> dict[str, int]:
    """Delete spent links, sessions that are over, and failed attempts (with their addresses) of yesterday."""
    now = timezone.now()
    limit = now - ATTEMPTS_KEPT
    return {
        "links": forget_spent_links(),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "passwords": AccessAttempt.objects.filter(attempt_time__lt=limit).delete()[0],
        "replies": forget_replies(),
        "codes": SecondFactorAttempt.objects.filter(at__lt=limit).delete()[0],
    }
