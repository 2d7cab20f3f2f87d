"""What a worker holds obeys a stop and a pause too: it does not leave, or comes back where it was told to go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.kit.explain import Explanation
from negoce.outbox.actions.message_attempt import Attempt, Settling
from negoce.outbox.actions.message_claim import LEASE, claim_batch, release
from negoce.outbox.actions.message_hand import hand_one_of_many
from negoce.outbox.actions.message_reclaim import reclaim_silent
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.actions.messages_steer import cancel_waiting, hold_waiting, release_held
from negoce.outbox.models import Message, MessageEvent
from tests.harness.mail_server import mail_server
from tests.outbox.actions.test_messages_send import make_bulk

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
RUN = ("mailing", "abcdefghijkl")


def make_run(count: int) -> None:
    make_bulk(count)
    Message.objects.update(related_kind=RUN[0], related_id=RUN[1])


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(("steer", "state"), [(cancel_waiting, "cancelled"), (hold_waiting, "held")])
def test_what_is_given_back_goes_where_it_was_told(steer: object, state: str) -> None:
    make_run(2)
    claimed = claim_batch("job:1:x", 2, 2)
    assert steer(*RUN) == 2  # type: ignore[operator]
    assert states() == ["sending"] * 2
    release(claimed)
    assert states() == [state] * 2
    assert set(Message.objects.values_list("attempts", "lease_owner", "steered")) == {(0, "", "")}
    # Given back once more, nothing is told of what is no longer in hand.
    assert (release(claimed), MessageEvent.objects.filter(step=state).count()) == (0, 2)


@pytest.mark.parametrize(("steer", "state"), [(cancel_waiting, "cancelled"), (hold_waiting, "held")])
def test_what_a_dead_worker_held_goes_where_it_was_told(steer: object, state: str) -> None:
    make_run(2)
    first, _second = claim_batch("job:1:x", 2, 2)
    assert hand_one_of_many(first, timezone.now(), LEASE)
    steer(*RUN)  # type: ignore[operator]
    reclaim_silent("job:1:")
    # Nobody knows whether the first left: it is not called stopped.
    assert states() == ["in_doubt", state]


@pytest.mark.parametrize(("steer", "state"), [(cancel_waiting, "cancelled"), (hold_waiting, "held")])
def test_what_the_server_does_not_take_now_is_not_tried_again(steer: object, state: str) -> None:
    make_run(1)
    (message,) = claim_batch("job:1:x", 1, 1)
    assert hand_one_of_many(message, timezone.now(), LEASE)
    steer(*RUN)  # type: ignore[operator]
    Attempt(message, Settling()).postpone(Explanation("server.temporary"), "451 later")
    assert states() == [state]
    assert list(MessageEvent.objects.order_by("pk").values_list("step", flat=True))[-1] == state


@pytest.mark.parametrize(("steer", "state"), [(cancel_waiting, "cancelled"), (hold_waiting, "held")])
def test_the_rest_of_the_hands_of_a_worker_does_not_leave(steer: object, state: str) -> None:
    make_run(3)
    with mail_server() as found:
        send_due(
            found.server,
            owner="test",
            a_minute=600,
            between=lambda count: count > 1 or steer(*RUN),  # type: ignore[operator, arg-type]
        )
    assert len(found.mails) == 1
    assert states() == ["sent", state, state]


def test_what_goes_on_forgets_the_pause_and_leaves_later_once() -> None:
    make_run(3)
    before = dict(Message.objects.values_list("pk", "not_before"))
    claim_batch("job:1:x", 1, 1)
    assert hold_waiting(*RUN) == 3
    assert release_held(*RUN, later=timedelta(hours=2)) == 2
    assert release_held(*RUN, later=timedelta(hours=2)) == 0
    moved = [at - before[key] for key, at in Message.objects.order_by("pk").values_list("pk", "not_before")]
    assert moved == [timedelta(0), timedelta(hours=2), timedelta(hours=2)]
    assert list(Message.objects.order_by("pk").values_list("state", "steered")) == [
        ("sending", ""), ("waiting", ""), ("waiting", ""),
    ]  # fmt: skip


def test_a_stop_after_a_pause_is_the_last_word() -> None:
    make_run(2)
    claimed = claim_batch("job:1:x", 1, 1)
    hold_waiting(*RUN)
    assert cancel_waiting(*RUN) == 2
    release(claimed)
    assert states() == ["cancelled"] * 2
