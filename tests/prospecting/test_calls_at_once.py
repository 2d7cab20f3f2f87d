"""Eight people ask for the next number at once, on either database: nobody gets what another has (P9)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.calls import make_session, make_target
from tests.factories.identity import make_user
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8
NUMBERS = 24

TAKE = """
import threading
from django.db import OperationalError, connection
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.prospecting.actions.call_outcome import CallReport, record_call
from negoce.prospecting.actions.call_take import take_next
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
taken, faults, gate = [], [], threading.Barrier(len(people))
def work(person, key):
    try:
        actor, session = actor_for(User.objects.get(pk=person)), CallSession.objects.get(pk=key)
        gate.wait()
        while (target := take_next(actor, session)) is not None:
            taken.append(target.number)
            record_call(actor, session, target.pk, CallReport(CallOutcome.NOT_INTERESTED))
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()
globals().update(locals())
todo = [(one, sessions[place % len(sessions)]) for place, one in enumerate(people)]
threads = [threading.Thread(target=work, args=each) for each in todo]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = [sorted(taken), faults, CallAttempt.objects.count(), CallTarget.objects.filter(state="done").count()]
"""


def test_each_number_goes_to_one_person(tmp_path: Path) -> None:
    session = make_session()
    numbers = sorted(make_target(session).number for _number in range(NUMBERS))
    people = [make_user().pk for _number in range(PEOPLE)]
    told = Outside(tmp_path).python(TAKE, people=people, sessions=[session.pk])
    assert told == [numbers, [], NUMBERS, NUMBERS]


HOLD = """
import threading
from django.db import connection
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.prospecting.actions.call_take import take_next
from negoce.prospecting.models import CallSession
taken, faults, gate = [], [], threading.Barrier(len(people))
def work(person, key):
    try:
        actor, session = actor_for(User.objects.get(pk=person)), CallSession.objects.get(pk=key)
        gate.wait()
        target = take_next(actor, session)
        taken.append(target.number if target else "")
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()
globals().update(locals())
todo = [(one, sessions[place % 2]) for place, one in enumerate(people)]
threads = [threading.Thread(target=work, args=each) for each in todo]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = [sorted(taken), faults]
"""


def test_two_sessions_with_the_same_numbers_call_each_once(tmp_path: Path) -> None:
    sessions = [make_session(), make_session()]
    numbers = [f"+3314570000{number}" for number in range(PEOPLE)]
    for session in sessions:
        for number in numbers:
            make_target(session, number=number)
    people = [make_user().pk for _number in range(PEOPLE)]
    told = Outside(tmp_path).python(HOLD, people=people, sessions=[each.pk for each in sessions])
    assert told == [numbers, []]
