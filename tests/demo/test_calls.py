"""The demo's sessions of calls: nothing in them is yet to come, and their mail suits whoever never bought."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.demo.seeding.calls import write_calls
from negoce.prospecting.models import CallAttempt, CallSession
from tests.conftest import TODAY
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


def test_calls_were_made_before_today_and_are_written_once() -> None:
    seeded_world(scale=SCALE)
    write_calls(TODAY, 0)
    days = {timezone.localdate(at) for at in CallAttempt.objects.values_list("at", flat=True)}
    assert max(days) < TODAY
    going = CallSession.objects.get(state="open")
    assert timezone.localdate(going.started_at) < TODAY
    count = CallAttempt.objects.count()
    write_calls(TODAY, 0)
    assert (CallAttempt.objects.count(), CallSession.objects.count()) == (count, 2)


def test_the_mail_after_a_call_thanks_for_no_order() -> None:
    seeded_world(scale=SCALE)
    write_calls(TODAY, 0)
    mail = CallSession.objects.get(state="open").template
    assert (mail.key, "commande" in mail.body) == ("", False)
