"""Eight requests for one mailbox at once, on either database: three mails leave, not one more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.forms import make_form
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)
REQUESTS = 8

SEND = """
import threading
from django.db import connection
from negoce.outbox.models import Message
from negoce.prospecting.actions.submission_take import Sent, take_submission
from negoce.prospecting.models import PublicForm
faults, gate = [], threading.Barrier(requests)
def work(number):
    try:
        form = PublicForm.objects.get(pk=key)
        raw = {"company": "Laiterie", "last_name": "Garnier", "email": f"Cible+{number}@x.example"}
        gate.wait()
        sent = Sent(raw=raw, nonce=f"page-{number}", ip=f"198.51.100.{number}")
        take_submission(form, sent, address=lambda secret: f"https://n.example/{secret}/")
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()
globals().update(locals())
threads = [threading.Thread(target=work, args=(number,)) for number in range(requests)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = [Message.objects.filter(kind="form_link").count(), faults]
"""


def test_a_mailbox_gets_three_mails_of_eight_requests_at_once(tmp_path: Path) -> None:
    form = make_form(paper=False, kind="contact")
    told = Outside(tmp_path, "negoce.config.settings.test").python(SEND, requests=REQUESTS, key=form.pk)
    assert told == [3, []]
