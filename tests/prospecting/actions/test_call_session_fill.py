"""A queue that a crash, a second run or a change of mind cuts short is whole in the end, or given up."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Company
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.jobs.running import LeaseLost
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.prospecting.actions import call_session_fill
from negoce.prospecting.actions.call_session_create import SessionAsked, begin_session
from negoce.prospecting.actions.call_session_fill import NOT_FILLED, fill_session
from negoce.prospecting.actions.call_session_state import set_session_state
from negoce.prospecting.enums import CallSessionState
from negoce.prospecting.models import CallSession, CallTarget
from tests.factories.calls import make_target
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """What a kill looks like from inside."""


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def companies(count: int) -> list[Company]:
    return [make_company(f"Laiterie {n}", phone=f"+3314500010{n}") for n in range(count)]


def begun(actor: Actor, chosen: list[Company]) -> CallSession:
    return begin_session(actor, SessionAsked("Choisies"), public_ids=[each.public_id for each in chosen])


def numbers(session: CallSession) -> list[str]:
    return list(
        CallTarget.objects.filter(session=session).order_by("number").values_list("number", flat=True)
    )


def test_rows_that_were_ticked_are_filled_by_the_job_after_a_crash_and_nobody_else(actor: Actor) -> None:
    ticked, _others = companies(2), [make_company(f"Autre {n}", phone=f"+3314500090{n}") for n in range(3)]
    session = begun(actor, ticked)
    Job.objects.update(run_after=session.created_at)
    work_off()
    session.refresh_from_db()
    assert (session.state, session.chosen, numbers(session)) == (
        "open",
        [],
        ["+33145000100", "+33145000101"],
    )


def test_a_session_that_was_filled_at_once_leaves_its_job_nothing_to_do(actor: Actor) -> None:
    session = fill_session(actor, begun(actor, companies(2)))
    Job.objects.update(run_after=session.created_at)
    work_off()
    session.refresh_from_db()
    assert (session.filling, session.targets_count, len(numbers(session))) == (1, 2, 2)


def test_what_a_run_left_is_taken_out_in_parts(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_session_fill, "BATCH_ROWS", 2)
    session = begun(actor, companies(3))
    for number in range(5):
        make_target(session, number=f"+3314500070{number}")
    held: list[int] = []
    filled = fill_session(actor, session, hold=lambda: held.append(1))
    # Three parts taken out, two written, then opened.
    assert (numbers(filled), len(held)) == (["+33145000100", "+33145000101", "+33145000102"], 6)


def test_of_two_runs_the_later_goes_on(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_session_fill, "BATCH_ROWS", 1)
    session = begun(actor, companies(3))
    second: list[CallSession] = []

    def between(done: int, _total: int) -> None:
        if done == 1 and not second:
            second.append(fill_session(actor, session))

    first = fill_session(actor, session, progress=between)
    assert (first.state, first.filling, first.targets_count, len(numbers(first))) == ("open", 2, 3, 3)


def test_a_lost_lease_writes_nothing_more(actor: Actor) -> None:
    session = begun(actor, companies(1))

    def lost() -> None:
        raise LeaseLost

    with pytest.raises(LeaseLost):
        fill_session(actor, session, hold=lost)
    assert (numbers(session), CallSession.objects.get().state) == ([], "preparing")


def test_a_session_given_up_while_it_is_prepared_is_never_opened(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_session_fill, "BATCH_ROWS", 1)
    session = begun(actor, companies(2))

    def between(done: int, _total: int) -> None:
        if done == 1:
            set_session_state(actor, session, CallSessionState.ENDED)

    filled = fill_session(actor, session, progress=between)
    assert (filled.state, len(numbers(filled))) == ("ended", 1)
    with pytest.raises(Refused):
        set_session_state(actor, filled, CallSessionState.OPEN)


def test_a_session_that_cannot_be_filled_ends_and_says_why(actor: Actor) -> None:
    companies(1)
    session = begin_session(actor, SessionAsked("Filtrée"), public_ids=None, filter_text="")
    CallSession.objects.filter(pk=session.pk).update(filter_text="retire is 1")
    Job.objects.update(run_after=session.created_at)
    work_off()
    session.refresh_from_db()
    assert (session.state, session.ended_at is not None, session.left_out) == ("ended", True, {NOT_FILLED: 0})
    client = Client()
    client.force_login(User.objects.get())
    shown = client.get(reverse("calls:session", args=[session.public_id])).content.decode()
    assert ("La file n’a pas pu être faite" in shown, "toutes les entreprises choisies" in shown) == (
        True,
        False,
    )
