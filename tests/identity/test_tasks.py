"""What the night forgets, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from negoce.identity.actions.sign_in_link import create_sign_in_link
from negoce.identity.models import SecondFactorAttempt, SignInLink
from negoce.identity.tasks import tidy
from negoce.jobs.models import Job
from negoce.jobs.running import RunningJob
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_what_has_served_its_time_is_forgotten() -> None:
    user, now = make_user(), timezone.now()
    for age in (timedelta(0), timedelta(days=2)):
        SecondFactorAttempt.objects.create(user=user, at=now - age)
        AccessAttempt.objects.create(
            username="x", ip_address="127.0.0.1", user_agent=str(age), failures_since_start=1
        )
        Session.objects.create(
            session_key=f"k{age.days}", session_data="", expire_date=now + timedelta(days=1) - age
        )
        create_sign_in_link(user=user, minutes=10, loopback_only=False)
    AccessAttempt.objects.filter(user_agent="2 days, 0:00:00").update(attempt_time=now - timedelta(days=2))
    SignInLink.objects.filter(pk=SignInLink.objects.earliest("pk").pk).update(
        expires_at=now - timedelta(days=1)
    )
    job = RunningJob(Job.objects.create(task="identity.tidy", run_after=now))
    assert tidy(job) == {"links": 1, "sessions": 1, "passwords": 1, "replies": 0, "codes": 1}
    assert tidy(job) == {"links": 0, "sessions": 0, "passwords": 0, "replies": 0, "codes": 0}
