"""Eight programs at once, each on a connection of its own: nothing lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from negoce.companies.models import Company
from tests.factories.api import make_program
from tests.factories.companies import make_company
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


DIE = """
import json, os
from django.test import Client
from negoce.api.companies import endpoints
if die:
    endpoints.written = lambda *given: os._exit(9)
headers = {"Authorization": "Bearer " + secret, "Idempotency-Key": "k1"}
answer = Client().post("/api/v1/companies", json.dumps({"name": "Gardot"}), content_type="application/json",
                       headers=headers)
from negoce.companies.models import Company
answer = [answer.status_code, answer.headers.get("Idempotency-Replayed"), Company.objects.count()]
"""


def test_a_write_cut_down_before_its_answer_leaves_neither_row_nor_key(tmp_path: Path) -> None:
    secret = make_program().secret
    outside = Outside(tmp_path, "negoce.config.settings.test")
    with pytest.raises(AssertionError):
        outside.python(DIE, secret=secret, die=True)
    assert outside.python(DIE, secret=secret, die=False) == [201, None, 1]
    assert outside.python(DIE, secret=secret, die=False) == [201, "true", 1]


LONG = """
import os, threading, time
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from negoce.api.imports import endpoints
from negoce.companies.models import ImportRun
from negoce.identity.actions import api_reply
api_reply.SIGN_EVERY = timedelta(seconds=0.1)
create = endpoints.create_import
go_on = threading.Event()
def slowly(*given, **named):
    if die:
        os._exit(9)
    go_on.wait()
    return create(*given, **named)
endpoints.create_import = slowly
headers = {"Authorization": "Bearer " + secret, "Idempotency-Key": "k1"}
def send():
    file = SimpleUploadedFile("a.csv", b"Nom;Ville\\nGardot;Lyon\\n")
    answer = Client().post("/api/v1/imports", {"file": file}, headers=headers)
    return [answer.status_code, answer.headers.get("Idempotency-Replayed")]
globals().update(locals())
"""


def test_a_long_request_cut_down_frees_its_key_soon(tmp_path: Path) -> None:
    secret = make_program().secret
    outside = Outside(tmp_path, "negoce.config.settings.test")
    with pytest.raises(AssertionError):
        outside.python(LONG + "send()", secret=secret, die=True)
    ends = """
go_on.set()
api_reply.ABANDONED = timedelta(seconds=1)
time.sleep(1.1)
answer = [send(), send(), ImportRun.objects.count()]
"""
    assert outside.python(LONG + ends, secret=secret, die=False) == [[201, None], [201, "true"], 1]


def test_a_long_request_under_way_keeps_its_key(tmp_path: Path) -> None:
    secret = make_program().secret
    outside = Outside(tmp_path, "negoce.config.settings.test")
    both = """
from django.db import connection
from negoce.identity.models import ApiReply
first, signs = [], set()
def run():
    first.append(send())
    connection.close()
globals().update(locals())
thread = threading.Thread(target=run, daemon=True)
thread.start()
deadline = time.monotonic() + 60
while len(signs) < 3:
    assert thread.is_alive() and time.monotonic() < deadline, first
    signs |= set(ApiReply.objects.values_list("at", flat=True))
second = send()
go_on.set()
thread.join()
answer = [first, second, send(), ImportRun.objects.count()]
"""
    answer = outside.python(LONG + both, secret=secret, die=False)
    assert answer == [[[201, None]], [409, None], [201, "true"], 1]


CROSS = """
import json, threading
from django.db import connection
from django.test import Client
headers = {"Authorization": "Bearer " + secret}
path = "/api/v1/companies/" + public_id
tag = Client().get(path, headers=headers).headers["ETag"]
statuses = []
fields = ["city", "phone", "website", "postal_code", "siren", "email", "linkedin", "name"]
values = ["Nice", "04 72 00 00 00", "https://gardot.example", "69003", "732829320", "a@gardot.example", "", "Roux"]
def change(name, value):
    answer = Client().patch(path, json.dumps({name: value}), content_type="application/json",
                            headers={**headers, "If-Match": tag})
    statuses.append(answer.status_code)
    connection.close()
globals().update(locals())
threads = [threading.Thread(target=change, args=pair) for pair in zip(fields[:6], values[:6])]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = sorted(statuses)
"""


def test_of_six_who_change_one_version_one_succeeds(tmp_path: Path) -> None:
    secret = make_program().secret
    company = make_company(name="Gardot")
    outside = Outside(tmp_path, "negoce.config.settings.test")
    assert outside.python(CROSS, secret=secret, public_id=company.public_id) == [200] + [412] * 5
