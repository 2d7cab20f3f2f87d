"""Eight programs at once, each on a connection of its own: nothing lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from negoce.companies.models import Company
from tests.factories.api import make_program
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)

CREATE = """
import threading
from django.db import connection
from django.test import Client
from negoce.companies.models import Company
statuses = []
def create(number):
    headers = {"Authorization": "Bearer " + secret}
    if key:
        headers["Idempotency-Key"] = key
    name = "Gardot" if key else f"Gardot {number}"
    body = json.dumps({"name": name, "city": "Lyon"})
    for _ in range(each):
        answer = Client().post("/api/v1/companies", body, content_type="application/json", headers=headers)
        statuses.append((answer.status_code, answer.content.decode() if key else ""))
    connection.close()
import json
globals().update(locals())
threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = [[status for status, _ in statuses], len({body for _, body in statuses}), Company.objects.count()]
"""


def test_eight_creates_at_once_all_go_in(tmp_path: Path) -> None:
    secret = make_program().secret
    outside = Outside(tmp_path, "negoce.config.settings.test")
    statuses, _bodies, count = outside.python(CREATE, secret=secret, key="", each=5)
    assert statuses == [201] * 40
    assert count == 40


def test_eight_at_once_with_the_same_key_write_once(tmp_path: Path) -> None:
    secret = make_program().secret
    outside = Outside(tmp_path, "negoce.config.settings.test")
    statuses, bodies, count = outside.python(CREATE, secret=secret, key="k1", each=1)
    assert statuses == [201] * 8
    assert (bodies, count) == (1, 1)
    assert Company.objects.count() in (0, 1)  # another file on SQLite, the same database on PostgreSQL
