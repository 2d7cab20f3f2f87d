"""A worker killed without warning: every message is accounted for, and none leaves twice."""

from __future__ import annotations

import email
import random
import signal
import time
from pathlib import Path

import pytest

from tests.factories.outbox import make_message
from tests.harness.mail_server import MailServer, mail_server
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 7
STATES = (
    "from negoce.outbox.models import Message; "
    "answer = dict(Message.objects.order_by('pk').values_list('message_id', 'state'))"
)
SETTLED = (
    "from negoce.outbox.models import Message; "
    "answer = not Message.objects.filter(state__in=['waiting', 'sending']).exists()"
)


def until_taken(found: MailServer, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(found.mails) < count:
        assert time.monotonic() < deadline, f"{len(found.mails)} messages were taken"
        time.sleep(0.005)


def test_a_worker_killed_at_any_moment(tmp_path: Path) -> None:
    for _number in range(COUNT):
        make_message()
    outside = Outside(tmp_path, "tests.outbox.process_settings")
    with mail_server() as found:
        outside.environment["TEST_SMTP_PORT"] = str(found.server.port)
        found.delay, found.holds = 0.3, 2
        # Killed between the message and its answer: nobody knows. Then at any moment of the next ones.
        for taken, pause in ((2, 0.1), (4, random.uniform(0, 0.6))):
            with outside.worker() as worker:
                until_taken(found, taken)
                time.sleep(pause)
                worker.send_signal(signal.SIGKILL)
                worker.wait()
        found.delay = 0
        with outside.worker():
            outside.until(SETTLED)
        states = outside.python(STATES)
    received = [str(email.message_from_bytes(mail.content)["Message-ID"]) for mail in found.mails]
    assert len(received) == len(set(received))
    assert set(states.values()) == {"sent", "in_doubt"}
    doubts = {key for key, state in states.items() if state == "in_doubt"}
    assert 1 <= len(doubts) <= 2
    assert set(states) - set(received) <= doubts
    assert received[1] in doubts
