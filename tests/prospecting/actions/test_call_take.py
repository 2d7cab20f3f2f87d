"""One number, one person: taken by one conditional update, held for a while, given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.prospecting.actions.call_session_state import set_session_state
from negoce.prospecting.actions.call_take import LEASE, give_back, keep, take_next
from negoce.prospecting.enums import CallOutcome, CallSessionState
from negoce.prospecting.models import CallTarget
from tests.factories.calls import make_attempt, make_session, make_target
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_each_gets_another_and_keeps_their_own_over_a_reload() -> None:
    session = make_session()
    targets = [make_target(session) for _number in range(3)]
    one, two = make_actor(), make_actor()
    assert [take_next(one, session), take_next(two, session), take_next(one, session)] == [
        targets[0],
        targets[1],
        targets[0],
    ]
    held = CallTarget.objects.get(pk=targets[0].pk)
    assert (held.state, held.held_by_id) == ("held", one.user_id)


def test_a_lease_that_ends_gives_the_number_to_the_next() -> None:
    session = make_session()
    target = make_target(session)
    one, two = make_actor(), make_actor()
    assert take_next(one, session) == target
    assert take_next(two, session) is None
    CallTarget.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert keep(one, session) is True
    CallTarget.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert take_next(two, session) == target
    assert keep(one, session) is False
    assert CallTarget.objects.get().held_until > timezone.now() + LEASE - timedelta(minutes=1)


def test_a_number_called_in_another_session_waits() -> None:
    first, second = make_session(), make_session()
    make_target(first, number="+33145000001")
    twin = make_target(second, number="+33145000001")
    other = make_target(second)
    one, two = make_actor(), make_actor()
    take_next(one, first)
    assert take_next(two, second) == other
    with pytest.raises(IntegrityError), transaction.atomic():
        CallTarget.objects.filter(pk=twin.pk).update(state="held", held_until=timezone.now())


def test_a_number_let_go_in_another_session_is_free_again() -> None:
    first, second = make_session(), make_session()
    gone = make_target(first, number="+33145000001")
    twin = make_target(second, number="+33145000001")
    take_next(make_actor(), first)
    CallTarget.objects.filter(pk=gone.pk).update(held_until=timezone.now() - timedelta(seconds=1))
    assert take_next(make_actor(), second) == twin
    assert CallTarget.objects.get(pk=gone.pk).state == "waiting"


def test_who_opposed_meanwhile_is_passed_over() -> None:
    session = make_session()
    opposed, free = make_target(session), make_target(session)
    record_opposition(make_actor(), opposed.contact, channels=[Channel.PHONE], opposed_on="", source="mail")
    assert take_next(make_actor(), session) == free
    row = CallTarget.objects.get(pk=opposed.pk)
    assert (row.state, row.why_skipped) == ("skipped", "reach.opposed")


def test_what_waits_for_later_waits() -> None:
    session = make_session()
    make_target(session, not_before=timezone.now() + timedelta(hours=1))
    due = make_target(session, not_before=timezone.now() - timedelta(hours=1))
    assert take_next(make_actor(), session) == due


def test_passing_and_giving_back() -> None:
    session, actor = make_session(), make_actor()
    first, second = make_target(session), make_target(session)
    take_next(actor, session)
    give_back(actor, session, passed=True)
    assert take_next(actor, session) == second
    give_back(actor, session, passed=False)
    states = CallTarget.objects.order_by("position").values_list("state", "why_skipped", "held_by")
    assert list(states) == [("skipped", "call.passed", None), ("waiting", "", None)]
    assert CallTarget.objects.get(pk=first.pk).held_until is None


def test_a_paused_session_hands_out_nothing_and_frees_what_was_held() -> None:
    actor = make_actor()
    session = make_session(owner_id=actor.user_id)
    make_target(session)
    take_next(actor, session)
    paused = set_session_state(actor, session, CallSessionState.PAUSED)
    assert (take_next(actor, paused), CallTarget.objects.get().state) == (None, "waiting")
    opened = set_session_state(actor, paused, CallSessionState.OPEN)
    assert take_next(actor, opened) == CallTarget.objects.get()


def test_the_best_hour_decides_among_the_first() -> None:
    session = make_session(uses_hours=True)
    past = make_session()
    make_target(session, make_company(activity_code="10.51Z"))
    baker = make_target(session, make_company(activity_code="47.24Z"))
    now = timezone.now()
    for number in range(24):
        dairy = make_target(past)
        make_attempt(dairy, CallOutcome.NO_ANSWER, now, trade="10")
        make_attempt(dairy, CallOutcome.MEETING if number % 2 else CallOutcome.CALLBACK, now, trade="47")
    assert take_next(make_actor(), session) == baker


def test_only_those_named_call_and_only_what_they_see() -> None:
    stranger = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    caller = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    session = make_session()
    session.callers.add(caller.user_id)
    with pytest.raises(NotAllowed):
        take_next(stranger, session)
    colleague = make_actor(Role.SALESPERSON, scope=Scope.ALL)
    with pytest.raises(NotAllowed):
        take_next(colleague, session)
    make_target(session)
    assert take_next(caller, session) is None
    own = make_company(owner_id=caller.user_id)
    mine = make_target(session, contact=make_contact(own, phone="+33145999999"), number="+33145999999")
    assert take_next(caller, session) == mine
    with pytest.raises(NotAllowed):
        take_next(make_actor(Role.READ_ONLY), make_session())


def test_a_number_in_hand_whose_owner_opposed_meanwhile_leaves_the_hand() -> None:
    session, actor = make_session(), make_actor()
    opposed, free = make_target(session), make_target(session)
    assert take_next(actor, session) == opposed
    record_opposition(make_actor(), opposed.contact, channels=[Channel.PHONE], opposed_on="", source="mail")
    assert take_next(actor, session) == free
    row = CallTarget.objects.get(pk=opposed.pk)
    assert (row.state, row.why_skipped, row.held_by_id) == ("skipped", "reach.opposed", None)
