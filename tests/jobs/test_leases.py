"""A lease is renewed, and progress told, although the database is busy for longer than one statement waits."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)

# A connection that waits 50 ms for the write lock, and another program that holds it for half a second.
RENEW_WHILE_LOCKED = """
import sqlite3, threading, time
from django.db import connection
from negoce.jobs.leases import leave, renew, take_next
from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.running import RunningJob
enqueue('steps', {'upto': 1})
job = take_next('default', 'me')
Job.objects.filter(pk=job.pk).update(lease_until=job.created_at)
connection.cursor().execute('PRAGMA busy_timeout = 50')

def locked(work):
    taken = threading.Event()
    def hold():
        other = sqlite3.connect(connection.settings_dict['NAME'], isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        taken.set()
        time.sleep(0.5)
        other.execute('ROLLBACK')
    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    work()
    thread.join()

locked(lambda: renew({job.pk: 'me'}))
stored = Job.objects.get(pk=job.pk)
renewed = stored.lease_until > job.created_at
connection.cursor().execute('PRAGMA busy_timeout = 50')
locked(lambda: RunningJob(stored).progress(3, force=True))
connection.cursor().execute('PRAGMA busy_timeout = 50')
locked(lambda: leave(stored, JobState.DONE))
done = Job.objects.get(pk=job.pk)
answer = [renewed, done.done_units, done.state]
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere writers do not lock one another out")
def test_a_lease_and_progress_are_written_although_another_program_holds_the_database(tmp_path):
    assert Outside(tmp_path).python(RENEW_WHILE_LOCKED) == [True, 3, "done"]
