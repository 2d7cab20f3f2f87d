"""What a session gave, in all, by person, by opening line."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.queries.best_call_hours import best_call_hours, hour_weights
from negoce.prospecting.queries.call_figures import session_figures
from negoce.prospecting.rules.call_figures import share
from tests.factories.calls import make_attempt, make_session, make_target
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def test_the_figures_of_a_session() -> None:
    session, one, two = make_session(), make_user(last_name="Alba"), make_user(last_name="Zola")
    target, waiting = make_target(session, state="done"), make_target(session)
    make_attempt(target, CallOutcome.MEETING, caller=one, opening="silence", seconds=300)
    make_attempt(target, CallOutcome.NOT_INTERESTED, caller=one, opening="silence", seconds=300)
    make_attempt(target, CallOutcome.NO_ANSWER, caller=one, opening="plain", seconds=60)
    make_attempt(target, CallOutcome.CALLBACK, caller=two, opening="plain", seconds=240)
    make_attempt(target, CallOutcome.MEETING, caller=two, seconds=900, undone_at=timezone.now())
    make_attempt(make_target(make_session()), CallOutcome.MEETING)
    found = session_figures(session)
    assert (found.whole.calls, found.whole.seconds, found.whole.per_hour) == (4, 900, Decimal("16.0"))
    assert (found.whole.reached, found.whole.meetings) == (share(3, 4), share(1, 3))
    assert [(name, each.calls) for name, each in found.people] == [("Camille Alba", 3), ("Camille Zola", 1)]
    assert list(found.openings) == [("silence", share(1, 2)), ("plain", share(0, 1))]
    assert (found.left, found.states) == (1, {"done": 1, "waiting": 1})
    assert waiting.state == "waiting"


def test_nothing_called_yet_gives_no_rate() -> None:
    found = session_figures(make_session())
    assert (found.whole.calls, found.whole.reached.percent, found.whole.per_hour, found.left) == (
        0,
        None,
        None,
        0,
    )


def test_the_best_hours_are_those_of_the_house_over_a_year() -> None:
    target = make_target(make_session())
    now = datetime(2026, 11, 20, 12, tzinfo=PARIS)
    monday = datetime(2026, 11, 16, 9, 30, tzinfo=PARIS)
    for number in range(60):
        outcome = CallOutcome.MEETING if number % 2 else CallOutcome.NO_ANSWER
        make_attempt(target, outcome, monday)
        make_attempt(target, CallOutcome.NO_ANSWER, monday + timedelta(hours=5))
    make_attempt(target, CallOutcome.MEETING, monday - timedelta(days=400))
    found = best_call_hours(now)
    assert (found.calls, found.percent) == (120, Decimal("25.0"))
    assert [(each.weekday, each.hour, each.calls, each.reached) for each in found.best] == [
        (0, 9, 60, 30),
        (0, 14, 60, 0),
    ]


def test_trades_are_told_apart_at_this_hour_once_they_were_called_enough() -> None:
    target = make_target(make_session())
    now = datetime(2026, 11, 16, 9, 30, tzinfo=PARIS)
    for number in range(10):
        make_attempt(target, CallOutcome.MEETING, now, trade="10")
        make_attempt(target, CallOutcome.NO_ANSWER, now, trade="47" if number else "25")
    assert hour_weights(now) == {"": Decimal(50), "10": Decimal(2000) / 30}
    assert hour_weights(now + timedelta(hours=1)) == {"": Decimal(0)}
